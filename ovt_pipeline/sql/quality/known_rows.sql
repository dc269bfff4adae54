-- Which rows are known of a table? queries = where they are, one query or several.
CREATE VIEW {made} AS
SELECT * FROM ({queries})

-- Which rows are the first of a key that the previous delivery had, without a known end?
-- first_of_key = is a row the first of its key; same_key = what compares keys.
CREATE VIEW listed_before AS
SELECT kept.row_number FROM kept
WHERE {first_of_key} AND EXISTS (SELECT 1 FROM previous_rows WHERE {same_key})

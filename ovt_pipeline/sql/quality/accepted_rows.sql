-- Which kept rows are accepted? Those that no rejection names. key = the key columns, folded.
CREATE TABLE rejected AS
SELECT * FROM kept WHERE row_number IN (SELECT row_number FROM failures WHERE severity = 'rejection');

CREATE VIEW accepted AS
SELECT * FROM kept ANTI JOIN rejected ON kept.row_number = rejected.row_number;

CREATE VIEW accepted_keys AS
SELECT {key} FROM accepted;

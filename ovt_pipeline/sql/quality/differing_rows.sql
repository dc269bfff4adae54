-- How many rows are in one of two files of rows only, whatever their place in the sheet and the spelling of their keys?
-- left_out = the columns that say no more than another one: addresses, and keys as delivered beside their folded text.
WITH one AS (
  SELECT * EXCLUDE ({left_out}) FROM read_parquet($one)
),
other AS (
  SELECT * EXCLUDE ({left_out}) FROM read_parquet($other)
)
SELECT count(*) AS differing
FROM ((FROM one EXCEPT ALL FROM other) UNION ALL (FROM other EXCEPT ALL FROM one))

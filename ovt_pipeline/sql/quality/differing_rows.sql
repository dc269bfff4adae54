-- How many rows has each of two files of rows alone, whatever their place in the sheet and the spelling of their keys?
-- left_out = the columns that say no more than another one: addresses, and keys as delivered beside their folded text.
WITH one AS (
  SELECT * EXCLUDE ({left_out}) FROM read_parquet($one)
),
other AS (
  SELECT * EXCLUDE ({left_out}) FROM read_parquet($other)
)
SELECT (SELECT count(*) FROM (FROM one EXCEPT ALL FROM other)) AS in_one,
  (SELECT count(*) FROM (FROM other EXCEPT ALL FROM one)) AS in_other

-- How many rows are in one of two files of rows only, whatever their place in the sheet?
WITH one AS (
  SELECT * EXCLUDE (sheet, row_number) FROM read_parquet($one)
),
other AS (
  SELECT * EXCLUDE (sheet, row_number) FROM read_parquet($other)
)
SELECT count(*) AS differing
FROM ((FROM one EXCEPT ALL FROM other) UNION ALL (FROM other EXCEPT ALL FROM one))

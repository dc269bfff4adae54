-- Which rows are exact duplicates of an earlier one, and which keys are repeated with different content?
-- content = every typed column with its defect, keys folded; key = the key columns, folded; key_defect = its first defect.
-- A row whose key cannot be read may be anything: it is no duplicate of another one.
CREATE TABLE numbered AS
SELECT *, row_number() OVER (PARTITION BY {content} ORDER BY row_number) > 1 AND {key_defect} IS NULL AS is_duplicate
FROM typed;

CREATE TABLE kept AS
SELECT * EXCLUDE (is_duplicate),
  {has_key} AND count(*) OVER (PARTITION BY {key}) > 1 AS key_is_repeated,
  CASE WHEN {has_key} AND row_number() OVER (PARTITION BY {key} ORDER BY row_number) = 1
    THEN count(*) OVER (PARTITION BY {key}) = 1 END AS key_is_unique  -- one answer a key, on its first row
FROM numbered
WHERE NOT is_duplicate;

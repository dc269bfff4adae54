-- Which rows are exact duplicates of an earlier one, and which keys are repeated with different content?
-- content = every typed column with its defect, keys folded; key = the key columns, folded; key_defect = its first defect;
-- same_key = is the key that of a repeated one. A row whose key cannot be read may be anything: no duplicate of another.
-- Only the rows whose key another row has are looked at: of a million rows they are few.
CREATE TABLE again AS
WITH repeated AS (
  SELECT {key} FROM typed GROUP BY ALL HAVING count(*) > 1
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY {content} ORDER BY row_number) > 1 AND {key_defect} IS NULL AS is_duplicate
  FROM typed SEMI JOIN repeated ON {same_key}
), different AS (
  SELECT row_number, {has_key} AND count(*) OVER (PARTITION BY {key}) > 1 AS key_is_repeated,
    CASE WHEN {has_key} AND row_number() OVER (PARTITION BY {key} ORDER BY row_number) = 1
      THEN count(*) OVER (PARTITION BY {key}) = 1 END AS key_is_unique  -- one answer a key, on its first row
  FROM numbered
  WHERE NOT is_duplicate
)
SELECT numbered.row_number, is_duplicate, key_is_repeated, key_is_unique
FROM numbered LEFT JOIN different ON numbered.row_number = different.row_number;

CREATE VIEW kept AS
SELECT typed.*, coalesce(again.key_is_repeated, false) AS key_is_repeated,
  CASE WHEN again.row_number IS NOT NULL THEN again.key_is_unique WHEN {has_key} THEN true END AS key_is_unique
FROM typed LEFT JOIN again ON typed.row_number = again.row_number
WHERE again.is_duplicate IS NOT TRUE;

-- Which rows turn between two lots that follow each other? All those, of either, of an entity that has not the same rows in both,
-- accepted and rejected, wherever they stand in the file.
INSERT INTO {made}
WITH pairs AS (
  SELECT unnest($before::VARCHAR[]) AS before, unnest($after::VARCHAR[]) AS after
),
sides AS (
  SELECT pairs.before, pairs.after, false AS is_after, rows.* EXCLUDE (source)
  FROM pairs JOIN {rows} AS rows ON rows.source = pairs.before WHERE rows.{entity} IS NOT NULL
  UNION ALL
  SELECT pairs.before, pairs.after, true AS is_after, rows.* EXCLUDE (source)
  FROM pairs JOIN {rows} AS rows ON rows.source = pairs.after WHERE rows.{entity} IS NOT NULL
),
lost AS (
  SELECT * EXCLUDE (is_after, sheet, row_number) FROM sides WHERE NOT is_after
  EXCEPT ALL
  SELECT * EXCLUDE (is_after, sheet, row_number) FROM sides WHERE is_after
),
gained AS (
  SELECT * EXCLUDE (is_after, sheet, row_number) FROM sides WHERE is_after
  EXCEPT ALL
  SELECT * EXCLUDE (is_after, sheet, row_number) FROM sides WHERE NOT is_after
),
turned AS (
  SELECT before, after, {entity} FROM lost
  UNION
  SELECT before, after, {entity} FROM gained
)
SELECT sides.* FROM sides SEMI JOIN turned USING (before, after, {entity})

-- Which entities does a measure judge at each as_of, and by which rows?
--
-- An entity is what {entity} names, the first column of the key. Its rows are those of the last lot, up to the lot used, that
-- accepted it. Its origin is 'reported' when that is the lot used; else 'rejected' when the lot used rejected a row of it; else
-- it is no longer listed: 'ended' when its last row has a dated end that is a fact, 'noted' when a note gives it one, and
-- 'vanished'.
CREATE VIEW {relation}__entities AS
WITH followed AS (  -- each row, with the next lot that accepted its entity
  SELECT *, min(lot_order) OVER (
    PARTITION BY {entity} ORDER BY lot_order RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_lot_order
  FROM {relation}
),
rejected AS (
  SELECT DISTINCT used.as_of, rows.{entity}
  FROM lots_used AS used JOIN {relation}__rejected AS rows USING (delivery_id)
),
known AS (
  SELECT used.as_of, followed.lot_order = used.lot_order AS is_reported, rejected.{entity} IS NOT NULL AS is_rejected,
    followed.* EXCLUDE (next_lot_order)
  FROM lots_used AS used
  JOIN followed ON used.export = '{export}' AND followed.lot_order <= used.lot_order
    AND (followed.next_lot_order IS NULL OR followed.next_lot_order > used.lot_order)
  LEFT JOIN rejected ON rejected.as_of = used.as_of AND rejected.{entity} = followed.{entity}
),
last_rows AS (  -- of what is no longer listed
  SELECT * REPLACE (least(extraction_date, as_of) AS extraction_date) FROM known
  WHERE NOT (is_reported OR is_rejected)
  QUALIFY row_number() OVER (PARTITION BY as_of, {entity} ORDER BY {last_row_first}) = 1
),
ended AS (
  SELECT as_of, {entity} FROM last_rows WHERE coalesce({known_end}, false)
)
SELECT known.{shown}::VARCHAR AS entity_id,
  CASE WHEN is_reported THEN 'reported' WHEN is_rejected THEN 'rejected' WHEN ended.{entity} IS NOT NULL THEN 'ended'
    WHEN noted.entity IS NOT NULL THEN 'noted' ELSE 'vanished' END AS origin,
  known.* EXCLUDE (is_reported, is_rejected)
FROM known LEFT JOIN ended ON ended.as_of = known.as_of AND ended.{entity} = known.{entity}
LEFT JOIN noted_ends AS noted ON noted.export = '{export}' AND noted.table_name = '{table}' AND noted.other_key IS NULL
  AND noted.entity = known.{entity} AND noted.day <= known.as_of

-- Which entities does a measure judge at each as_of, and by which rows?
--
-- An entity is what {entity} names, the first column of the key. Its rows are those of the last lot, up to the lot used, that
-- accepted it. Its origin is 'reported' when that is the lot used; else 'rejected' when the lot used rejected a row of it, and
-- 'vanished' when the lot used has it neither accepted nor rejected.
CREATE VIEW {relation}__entities AS
WITH followed AS (  -- each row, with the next lot that accepted its entity
  SELECT *, min(lot_order) OVER (
    PARTITION BY {entity} ORDER BY lot_order RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_lot_order
  FROM {relation}
),
rejected AS (
  SELECT DISTINCT used.as_of, rows.{entity}
  FROM lots_used AS used JOIN {relation}__rejected AS rows USING (delivery_id)
)
SELECT used.as_of, followed.{entity}::VARCHAR AS entity_id,
  CASE WHEN followed.lot_order = used.lot_order THEN 'reported'
    WHEN rejected.{entity} IS NOT NULL THEN 'rejected'
    ELSE 'vanished' END AS origin,
  followed.* EXCLUDE (next_lot_order)
FROM lots_used AS used
JOIN followed ON used.export = '{export}' AND followed.lot_order <= used.lot_order
  AND (followed.next_lot_order IS NULL OR followed.next_lot_order > used.lot_order)
LEFT JOIN rejected ON rejected.as_of = used.as_of AND rejected.{entity} = followed.{entity}

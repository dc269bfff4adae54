-- Which rows of {relation}, told apart by their whole key, did an earlier lot have that the lot used at each as_of lacks?
--
-- Each as the last lot that had it says, unless the lot used rejected a row of that key or a note says that it ended.
CREATE VIEW {relation}__rows_gone AS
WITH followed AS (  -- each row, with the next lot that accepted its key
  SELECT *, min(lot_order) OVER (
    PARTITION BY {key} ORDER BY lot_order RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_lot_order
  FROM {relation}
),
gone AS (
  SELECT used.as_of, used.delivery_id AS delivery_used, followed.* EXCLUDE (next_lot_order)
  FROM lots_used AS used
  JOIN followed ON used.export = '{export}' AND followed.lot_order < used.lot_order
    AND (followed.next_lot_order IS NULL OR followed.next_lot_order > used.lot_order)
)
SELECT gone.* EXCLUDE (delivery_used)
FROM gone
ANTI JOIN {relation}__rejected AS rejected ON rejected.delivery_id = gone.delivery_used AND {same_key}
ANTI JOIN noted_ends AS noted ON noted.export = '{export}' AND noted.table_name = '{table}'
  AND noted.entity = gone.{entity} AND noted.other_key = gone.{other}::VARCHAR AND noted.day <= gone.as_of

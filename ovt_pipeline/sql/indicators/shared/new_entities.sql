-- r: which rejected rows are entities that no lot accepted and that could belong to the population, and in which regions?
--
-- A readable key counts once, today's row first; a row without one counts once in each lot.
WITH new_rows AS (  -- could it be in, and does it say that it belongs?
  SELECT rows.*, may_say_yes, least(not_counted_at, counted_at) < 99 AS may_be_in
  FROM (
    SELECT DISTINCT
      as_of, entity, coalesce(folded, entity) AS key, entity_id, delivery_id, sheet, row_number, is_in_lot_used
    FROM readings WHERE kind = 'r'
  ) AS rows
  JOIN open_states USING (as_of, entity)
  JOIN membership USING (as_of, entity)
),
new_keys AS (
  SELECT as_of, key, bool_or(NOT is_in_lot_used AND may_say_yes AND may_be_in) AS belonged_then
  FROM new_rows GROUP BY as_of, key
),
could_belong AS (  -- today's rows go first
  SELECT new_rows.*
  FROM new_rows JOIN new_keys USING (as_of, key)
  WHERE may_be_in AND (may_say_yes OR (is_in_lot_used AND belonged_then))
  QUALIFY is_in_lot_used OR NOT bool_or(is_in_lot_used) OVER (PARTITION BY as_of, key)
)
SELECT
  as_of, entity_id, delivery_id, sheet, row_number, count(*) OVER (PARTITION BY as_of, key) AS regions_open, region_code
FROM (
  SELECT
    could_belong.as_of, key, region_code, min(entity_id) OVER same_key AS entity_id,
    min(delivery_id) OVER same_key AS delivery_id, min(sheet) OVER same_key AS sheet, min(row_number) OVER same_key AS row_number
  FROM could_belong JOIN rejected_regions USING (as_of, entity)
  WINDOW same_key AS (PARTITION BY could_belong.as_of, key)
  QUALIFY row_number() OVER (PARTITION BY could_belong.as_of, key, region_code ORDER BY could_belong.entity) = 1
) AS open_places

-- Which charging points are in the population at each as_of, and which are in service?
-- @rule_version 0.1
-- @kind rate
-- @exports bornes
WITH facts AS (
  SELECT
    *, coalesce(date_retrait <= least(as_of, extraction_date), false) AS is_gone,
    coalesce(date_mise_en_service <= least(as_of, extraction_date), false) AS is_in_service,
    coalesce(statut = 'En service', false) AND date_mise_en_service IS NULL AS is_undated,
    coalesce(date_mise_en_service > extraction_date AND date_mise_en_service <= as_of, false) AS is_planned
  FROM bornes__bornes__entities
),
judged AS (
  SELECT
    *,
    CASE
      WHEN is_gone THEN 'out' WHEN origin <> 'reported' OR NOT is_in_service THEN 'not_counted' ELSE 'counted'
    END AS worst,
    CASE
      WHEN is_gone THEN 'out'
      WHEN origin = 'rejected' OR is_in_service OR is_undated OR is_planned THEN 'counted'
      ELSE 'not_counted'
    END AS best
  FROM facts
),
rejected_new AS (
  SELECT
    as_of, entity_id, CASE WHEN count(*) = 1 THEN min(code_region) END AS region_code, min(delivery_id) AS delivery_id,
    min(sheet) AS sheet, min(row_number) AS row_number
  FROM bornes__bornes__rejections
  WHERE is_in_lot_used AND NOT is_known
  GROUP BY as_of, entity_id
)
SELECT
  as_of, entity_id, code_region AS region_code,
  CASE WHEN worst = 'out' THEN 'GONE' WHEN worst = 'counted' THEN 'IN-SERVICE' ELSE 'NOT-IN-SERVICE' END AS reason_code,
  CASE
    WHEN worst = best THEN NULL
    WHEN origin = 'vanished' THEN 'D-VANISHED'
    WHEN origin = 'rejected' THEN 'D-REJECTED'
    WHEN is_undated THEN 'D-UNDATED'
    ELSE 'D-FUTURE'
  END AS doubt,
  delivery_id, sheet, row_number, worst, best, NULL AS beside
FROM judged
UNION ALL
SELECT
  as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  'out' AS worst, 'out' AS best, 'one_entity' AS beside
FROM rejected_new

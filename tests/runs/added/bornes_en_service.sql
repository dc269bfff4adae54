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
judged AS (  -- the ranks of the closed list: 1 undated, 3 planned, 7 rejected, 9 vanished
  SELECT
    *,
    CASE
      WHEN is_gone THEN 99 WHEN origin IN ('rejected', 'vanished') OR NOT is_in_service THEN 0 ELSE 99
    END AS not_counted_at,
    CASE WHEN is_gone THEN 0 WHEN origin = 'vanished' THEN 9 ELSE 99 END AS out_at,
    CASE
      WHEN is_gone THEN 99
      WHEN origin = 'vanished' THEN 9
      WHEN origin = 'rejected' THEN 7
      WHEN is_in_service THEN 0
      WHEN is_undated THEN 1
      WHEN is_planned THEN 3
      ELSE 99
    END AS counted_at
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
  as_of, entity_id, code_region AS region_code, not_counted_at, out_at, counted_at,
  CASE
    WHEN out_at = 0 THEN 'GONE' WHEN origin = 'vanished' THEN 'VANISHED' WHEN origin = 'rejected' THEN 'REJECTED'
    WHEN counted_at = 0 THEN 'IN-SERVICE' ELSE 'NOT-IN-SERVICE'
  END AS reason_code,
  CASE WHEN out_at = 0 THEN date_retrait WHEN counted_at = 0 THEN date_mise_en_service END AS fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'both' AS scope, true AS is_region_sure
FROM judged
UNION ALL
SELECT
  as_of, entity_id, region_code, 99 AS not_counted_at, 0 AS out_at, 99 AS counted_at, 'REJECTED-NEW' AS reason_code,
  NULL::DATE AS fact_date, delivery_id, sheet, row_number, 'one_entity' AS beside, 'both' AS scope, true AS is_region_sure
FROM rejected_new

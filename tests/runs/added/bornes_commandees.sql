-- Which charging points does the export say are ordered?
-- @rule_version 0.1
-- @kind count
-- @exports bornes
SELECT
  as_of, no_borne AS entity_id, code_region AS region_code,
  CASE WHEN statut = 'Commandée' THEN 99 ELSE 0 END AS not_counted_at, 99 AS out_at,
  CASE WHEN statut = 'Commandée' THEN 0 ELSE 99 END AS counted_at, 'ORDERED' AS reason_code, NULL::DATE AS fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'both' AS scope, true AS is_region_sure
FROM bornes__bornes__used

-- Which charging points does the export say are ordered?
-- @rule_version 0.1
-- @kind count
-- @exports bornes
SELECT as_of, no_borne AS entity_id, code_region AS region_code, 'ORDERED' AS reason_code, NULL AS doubt,
  delivery_id, sheet, row_number, CASE WHEN statut = 'Commandée' THEN 'counted' ELSE 'not_counted' END AS worst,
  worst AS best, NULL AS beside
FROM bornes__bornes__used

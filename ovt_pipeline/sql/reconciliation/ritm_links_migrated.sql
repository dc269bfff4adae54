-- Where do the inventories of RITM and RGT links disagree at each as_of?
--
-- One row per finding, with the row of each side. It reads `entities`, what the measure of the same name answered: a finding
-- changes no figure. The lots used are those of the figure; only accepted rows are compared.
WITH
ritm AS (
  SELECT * FROM ritm_liens__liens__used
),
rgt AS (  -- in production as in the indicator: cut over and not terminated, neither cancelled, delivered nor in test
  SELECT
    *,
    coalesce(date_bascule <= least(as_of, extraction_date), false) AND NOT coalesce(date_fin <= as_of, false)
    AND coalesce(statut NOT IN ('Annulé', 'Livré', 'En essai'), true) AS in_production
  FROM rgt_liens__liens__used
),
first_seen AS (  -- the first lot that has each RGT link, accepted or rejected
  SELECT id_lien_rgt, min(lot_order) AS first_lot
  FROM (
    SELECT id_lien_rgt, lot_order FROM rgt_liens__liens
    UNION ALL SELECT id_lien_rgt, lot_order FROM rgt_liens__liens__rejected
  ) AS seen
  GROUP BY id_lien_rgt
),
compared AS MATERIALIZED (
  SELECT
    pairs.as_of, coalesce(ritm.code_region, rgt.code_region) AS region_code, pairs.id_lien_ritm, pairs.id_lien_rgt,
    ritm.delivery_id AS ritm_delivery_id, ritm.sheet AS ritm_sheet, ritm.row_number AS ritm_row_number,
    pairs.delivery_id AS rgt_delivery_id, pairs.sheet AS rgt_sheet, pairs.row_number AS rgt_row_number,
    ritm.code_region AS ritm_region, rgt.code_region AS rgt_region,
    ritm.code_organisme AS ritm_organism, rgt.code_organisme AS rgt_organism,
    rgt.date_bascule, coalesce(rgt.in_production, false) AS in_production,
    coalesce(first_seen.first_lot > pairs.lot_order, true) AS is_rgt_unknown,
    coalesce(ritm.statut NOT IN ('Débranché', 'Annulé'), true)
    AND coalesce(ritm.date_debranchement > pairs.as_of, true) AS is_ritm_active
  FROM rgt_liens__correspondance__used AS pairs
  LEFT JOIN ritm ON ritm.as_of = pairs.as_of AND ritm.id_lien_ritm = pairs.id_lien_ritm
  LEFT JOIN rgt ON rgt.as_of = pairs.as_of AND rgt.id_lien_rgt = pairs.id_lien_rgt
  LEFT JOIN first_seen ON first_seen.id_lien_rgt = pairs.id_lien_rgt
),
of_pairs AS (
  SELECT *, 'DOUBLE-RUNNING' AS finding, date_diff('day', date_bascule, as_of) AS days, NULL AS ritm_value, NULL AS rgt_value
  FROM compared WHERE ritm_row_number IS NOT NULL AND is_ritm_active AND in_production
  UNION ALL
  SELECT *, 'UNKNOWN-RITM' AS finding, NULL AS days, NULL AS ritm_value, NULL AS rgt_value
  FROM compared
  ANTI JOIN entities ON entities.as_of = compared.as_of AND entities.entity_id = compared.id_lien_ritm
  UNION ALL
  SELECT *, 'UNKNOWN-RGT' AS finding, NULL AS days, NULL AS ritm_value, NULL AS rgt_value
  FROM compared WHERE is_rgt_unknown
  UNION ALL
  SELECT *, 'REGION-DIFFERS' AS finding, NULL AS days, ritm_region AS ritm_value, rgt_region AS rgt_value
  FROM compared WHERE ritm_region <> rgt_region
  UNION ALL
  SELECT *, 'ORGANISM-DIFFERS' AS finding, NULL AS days, ritm_organism AS ritm_value, rgt_organism AS rgt_value
  FROM compared WHERE upper(trim(ritm_organism)) <> upper(trim(rgt_organism))
),
findings AS (
  SELECT
    as_of, finding, region_code, id_lien_ritm, id_lien_rgt, days, ritm_value, rgt_value,
    ritm_delivery_id, ritm_sheet, ritm_row_number, rgt_delivery_id, rgt_sheet, rgt_row_number
  FROM of_pairs
  UNION ALL
  SELECT  -- said migrated by RITM, and no RGT link in production replaces it
    ritm.as_of, 'SAID-MIGRATED' AS finding, ritm.code_region AS region_code, ritm.id_lien_ritm, NULL AS id_lien_rgt,
    NULL AS days, NULL AS ritm_value, NULL AS rgt_value,
    ritm.delivery_id AS ritm_delivery_id, ritm.sheet AS ritm_sheet, ritm.row_number AS ritm_row_number,
    NULL AS rgt_delivery_id, NULL AS rgt_sheet, NULL AS rgt_row_number
  FROM ritm JOIN entities ON entities.as_of = ritm.as_of AND entities.entity_id = ritm.id_lien_ritm AND entities.n = 0
  WHERE ritm.statut = 'Migré'
    OR (ritm.motif_fin = 'Migration RGT' AND ritm.date_debranchement <= least(ritm.as_of, ritm.extraction_date))
)
SELECT * FROM findings SEMI JOIN sources USING (as_of)

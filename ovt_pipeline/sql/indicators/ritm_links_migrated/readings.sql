-- What does the last row of each RITM link say, and each rejected row of it, in each way that it may be read?
--
-- kind r: a row, of the lot used or of the cohort lot, whose key no lot up to the lot used accepted; it is an entity by itself.
-- A date of service is required: that of a rejected row is unread whether it is blank or no date.
WITH said AS (
  SELECT NULL AS statut UNION ALL SELECT 'Actif' UNION ALL SELECT 'Migré' UNION ALL SELECT 'Débranché' UNION ALL SELECT 'Annulé'
),
motifs AS (
  SELECT NULL AS motif UNION ALL SELECT 'Migration RGT' UNION ALL SELECT 'Autre'
),
rejected AS (
  SELECT rows.*, cohort.delivery_id IS NOT NULL AS is_in_cohort_lot
  FROM ritm_liens__liens__rejections AS rows
  LEFT JOIN reference_lots AS cohort ON cohort.delivery_id = rows.delivery_id AND cohort.name = 'ritm_population'
)
SELECT
  as_of, ritm AS entity, 'u' AS kind, origin, entity_id, code_region, coalesce(doubted, false) AS doubted, extraction_date,
  date_mise_en_service, false AS service_unread, statut, date_debranchement, false AS end_unread, motif_fin,
  delivery_id, sheet, row_number, true AS is_in_lot_used, ritm AS folded
FROM links WHERE origin <> 'rejected'
UNION ALL
SELECT
  as_of, CASE WHEN is_known THEN id_lien_ritm__folded ELSE '?' || delivery_id || ':' || row_number END AS entity,
  CASE WHEN is_known THEN 'u' ELSE 'r' END AS kind, 'rejected' AS origin, entity_id, code_region, false AS doubted,
  extraction_date, date_mise_en_service, date_mise_en_service IS NULL AS service_unread,
  CASE WHEN statut__defect IS NOT NULL THEN said.statut ELSE rejected.statut END AS statut,
  date_debranchement, date_debranchement__defect IS NOT NULL AS end_unread,
  CASE WHEN motif_fin__defect IS NOT NULL THEN motifs.motif ELSE motif_fin END AS motif_fin, delivery_id, sheet, row_number,
  is_in_lot_used, id_lien_ritm__folded AS folded
FROM rejected
JOIN said ON statut__defect IS NOT NULL OR said.statut IS NULL
JOIN motifs ON motif_fin__defect IS NOT NULL OR motifs.motif IS NULL
WHERE (is_in_lot_used AND is_known) OR (NOT is_known AND (is_in_lot_used OR is_in_cohort_lot))

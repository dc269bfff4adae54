-- What does the last row of each unit say, and each rejected row of it, in each way that it may be read?
--
-- kind r: a row, of the lot used or of the cohort lot, whose key no lot up to the lot used accepted; it is an entity by itself.
WITH rejected AS (  -- a rejected row is every row that it could be, of the lot used or of the cohort lot
  SELECT
    rows.*, cohort.delivery_id IS NOT NULL AS is_in_cohort_lot,
    no_unite_successeur__defect IS NOT NULL OR (statut = 'Fusionnée' AND no_unite_successeur IS NULL) AS successor_unread
  FROM renir_unites__unites__rejections AS rows
  LEFT JOIN reference_lots AS cohort ON cohort.delivery_id = rows.delivery_id AND cohort.name = 'renir_population'
),
said AS (  -- what the statuts say; one that cannot be read may say any of it
  SELECT NULL AS statut UNION ALL SELECT 'Planifiée' UNION ALL SELECT 'Migrée' UNION ALL SELECT 'Fermée'
)
SELECT
  as_of, no_unite__folded AS entity, 'u' AS kind, origin, entity_id, code_region, coalesce(doubted, false) AS doubted,
  greatest(extraction_date, noted.day) AS extraction_date,  -- a note is a fact on its own day
  unite_existante, false AS existing_unread, service, false AS service_unread,
  CASE WHEN noted.day IS NOT NULL THEN noted.kind ELSE statut END AS statut,
  date_migration, false AS migration_unread, date_retour, false AS return_unread,
  coalesce(noted.day, date_fermeture) AS date_fermeture,
  false AS closing_unread,
  CASE WHEN noted.day IS NOT NULL THEN noted.successor ELSE no_unite_successeur__folded END AS successor,
  false AS successor_unread, units.delivery_id, sheet, row_number, true AS is_in_lot_used, no_unite__folded AS folded
FROM renir_unites__unites__entities AS units
LEFT JOIN noted_ends AS noted ON units.origin = 'noted' AND noted.export = 'renir_unites' AND noted.entity = units.no_unite__folded
WHERE origin <> 'rejected'
UNION ALL
SELECT
  as_of, CASE WHEN is_known THEN no_unite__folded ELSE '?' || delivery_id || ':' || row_number END AS entity,
  CASE WHEN is_known THEN 'u' ELSE 'r' END AS kind, 'rejected' AS origin, entity_id, code_region, false AS doubted,
  extraction_date, unite_existante, unite_existante__defect IS NOT NULL AS existing_unread,
  service, service__defect IS NOT NULL AS service_unread,
  CASE WHEN statut__defect IS NOT NULL THEN said.statut ELSE rejected.statut END AS statut,
  date_migration, date_migration__defect IS NOT NULL AS migration_unread,
  date_retour, date_retour__defect IS NOT NULL AS return_unread,
  date_fermeture, date_fermeture__defect IS NOT NULL AS closing_unread,
  no_unite_successeur__folded AS successor, successor_unread, delivery_id, sheet, row_number, is_in_lot_used,
  no_unite__folded AS folded
FROM rejected
JOIN said ON statut__defect IS NOT NULL OR said.statut IS NULL
WHERE (is_in_lot_used AND is_known) OR (NOT is_known AND (is_in_lot_used OR is_in_cohort_lot))

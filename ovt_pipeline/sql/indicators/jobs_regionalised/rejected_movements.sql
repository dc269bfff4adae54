-- Which rejected rows may be movements, and what can be read in them?
--
-- Those of the lot used, and those that stood beside the end of a job. One dated nowhere is only planned.
SELECT
  rows.*, rows.id_emploi__folded AS job,
  date_effet__defect IS NOT NULL OR (date_effet IS NULL AND date_prevue IS NULL AND date_prevue__defect IS NULL) AS day_unread,
  type_mouvement__defect IS NOT NULL OR type_mouvement IS NULL AS type_unread,
  port_attache__defect IS NOT NULL OR (port_attache IS NULL AND (
    type_mouvement IS NULL OR type_mouvement IN ('Régionalisation', 'Transfert'))) AS place_unread
FROM rh_regionalisation__mouvements__rejections AS rows
SEMI JOIN (
  SELECT as_of, delivery_id, NULL AS job FROM lots_used
  UNION
  SELECT as_of, delivery_id, id_emploi__folded AS job FROM rh_regionalisation__mouvements__entities
  WHERE origin IN ('ended', 'noted')
) AS lots ON lots.as_of = rows.as_of AND lots.delivery_id = rows.delivery_id
  AND coalesce(lots.job = id_emploi__folded, lots.job IS NULL)

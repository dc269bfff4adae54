-- What does each row of an RGT link say: cut over, terminated, cancelled, and from which doubt on?
--
-- Its last row, and each rejected row of the lot used, with each statut that it may have. In production: date_bascule <= as_of and
-- no date_fin <= as_of; a day after as_of has happened in no reading.
WITH said AS (  -- what the statuts say; one that cannot be read may say any of it
  SELECT NULL AS statut UNION ALL SELECT 'Livré' UNION ALL SELECT 'En production' UNION ALL SELECT 'Annulé'
),
read AS (
  SELECT
    as_of, id_lien_rgt__folded AS rgt, origin, false AS is_rejected_row,
    CASE WHEN noted.kind = 'Résilié' THEN greatest(extraction_date, noted.day) ELSE extraction_date END AS extraction_date,
    coalesce(doubted, false) AS doubted, CASE WHEN noted.day IS NOT NULL THEN noted.kind ELSE statut END AS statut,
    date_bascule, false AS cut_over_unread,
    CASE WHEN noted.kind = 'Résilié' THEN noted.day ELSE date_fin END AS date_fin, false AS end_unread
  FROM rgt_liens__liens__entities AS links
  LEFT JOIN noted_ends AS noted ON links.origin = 'noted' AND noted.export = 'rgt_liens' AND noted.table_name = 'liens'
    AND noted.entity = links.id_lien_rgt__folded
  WHERE origin <> 'rejected'  -- what an earlier row said of a link rejected today is not known any more
  UNION ALL
  SELECT
    as_of, id_lien_rgt__folded AS rgt, 'rejected' AS origin, true AS is_rejected_row, extraction_date, false AS doubted,
    CASE WHEN statut__defect IS NOT NULL THEN said.statut ELSE rows.statut END AS statut,
    date_bascule, date_bascule__defect IS NOT NULL AS cut_over_unread, date_fin, date_fin__defect IS NOT NULL AS end_unread
  FROM rgt_liens__liens__rejections AS rows
  JOIN said ON statut__defect IS NOT NULL OR said.statut IS NULL
  WHERE is_in_lot_used AND id_lien_rgt__folded IS NOT NULL
)
SELECT
  *, coalesce(statut = 'Annulé', false) AS is_cancelled,
  CASE
    WHEN cut_over_unread THEN 7
    WHEN date_bascule <= least(extraction_date, as_of) THEN 0 WHEN date_bascule <= as_of THEN 3 ELSE 99
  END AS cut_over_at,
  CASE WHEN cut_over_unread THEN 7 WHEN date_bascule <= least(extraction_date, as_of) THEN 99 ELSE 0 END AS not_cut_over_at,
  CASE
    WHEN end_unread THEN 7
    WHEN date_fin <= least(extraction_date, as_of) THEN 0 WHEN date_fin <= as_of THEN 3 ELSE 99
  END AS ended_at,
  CASE WHEN end_unread THEN 7 WHEN date_fin <= least(extraction_date, as_of) THEN 99 ELSE 0 END AS not_ended_at,
  coalesce(date_bascule > as_of AND date_bascule <= extraction_date, false) AS cut_over_in_window,
  CASE WHEN statut = 'En production' THEN true WHEN statut IN ('Commandé', 'Livré', 'En essai', 'Résilié') THEN false
  END AS says_running,
  coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= extraction_date, false)
    AS runs_at_extraction
FROM read

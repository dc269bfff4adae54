-- Which pairs have vanished (D-VANISHED), so that they are there, or not?
--
-- Those that an earlier lot had and the lot used lacks, their RITM link still listed: not ended, or with a pair in the sheet; given
-- no pair since that the last sheet with this one lacked; their RGT link not Annulé.
WITH later_pairs AS (  -- has the link been given a pair since, which the last sheet with this one lacked?
  SELECT gone.as_of, gone.id_lien_ritm__folded AS ritm, gone.id_lien_rgt__folded AS rgt
  FROM rgt_liens__correspondance__rows_gone AS gone
  JOIN lots_used AS used ON used.as_of = gone.as_of AND used.export = 'rgt_liens'
  JOIN rgt_liens__correspondance AS since ON since.id_lien_ritm__folded = gone.id_lien_ritm__folded
    AND since.lot_order > gone.lot_order AND since.lot_order <= used.lot_order
  ANTI JOIN rgt_liens__correspondance AS beside ON beside.delivery_id = gone.delivery_id
    AND beside.id_lien_ritm__folded = since.id_lien_ritm__folded AND beside.id_lien_rgt__folded = since.id_lien_rgt__folded
)
SELECT
  gone.as_of, gone.id_lien_ritm__folded AS ritm, gone.id_lien_rgt__folded AS rgt, gone.obligatoire,
  coalesce(gone.doubted, false) AS doubted
FROM rgt_liens__correspondance__rows_gone AS gone
SEMI JOIN links ON links.as_of = gone.as_of AND links.ritm = gone.id_lien_ritm__folded
  AND links.origin IN ('reported', 'rejected')
LEFT JOIN ended_links AS ended ON ended.as_of = gone.as_of AND ended.ritm = gone.id_lien_ritm__folded
LEFT JOIN named_links AS named ON named.as_of = gone.as_of AND named.ritm = gone.id_lien_ritm__folded
LEFT JOIN rgt_links AS rgt ON rgt.as_of = gone.as_of AND rgt.rgt = gone.id_lien_rgt__folded
ANTI JOIN later_pairs AS later ON later.as_of = gone.as_of AND later.ritm = gone.id_lien_ritm__folded
  AND later.rgt = gone.id_lien_rgt__folded
WHERE (ended.ritm IS NULL OR named.ritm IS NOT NULL) AND NOT coalesce(rgt.is_cancelled, false)

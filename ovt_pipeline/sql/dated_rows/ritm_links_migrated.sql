-- Which dated rows are behind each RITM link at each as_of, and which dates do they bear? Its own, and those of the RGT links of
-- its pairs; an RGT link without any pair bears its dates all the same.
WITH pairs AS (
  SELECT as_of, id_lien_ritm__folded AS ritm, id_lien_rgt__folded AS rgt FROM rgt_liens__correspondance__used
  UNION
  SELECT as_of, id_lien_ritm__folded AS ritm, id_lien_rgt__folded AS rgt FROM rgt_liens__correspondance__rows_gone
),
rgt_dates AS (
  SELECT as_of, id_lien_rgt__folded AS rgt, date_bascule AS day FROM rgt_liens__liens__entities
  UNION
  SELECT as_of, id_lien_rgt__folded AS rgt, date_fin AS day FROM rgt_liens__liens__entities
),
links AS (
  SELECT as_of, entity_id, id_lien_ritm__folded AS ritm, date_debranchement AS day FROM ritm_liens__liens__entities
)
SELECT as_of, entity_id, 'RITM ' || ritm AS row_key, day FROM links WHERE day IS NOT NULL
UNION
SELECT rgt_dates.as_of, links.entity_id, 'RGT ' || rgt_dates.rgt AS row_key, rgt_dates.day
FROM rgt_dates
LEFT JOIN pairs ON pairs.as_of = rgt_dates.as_of AND pairs.rgt = rgt_dates.rgt
LEFT JOIN links ON links.as_of = pairs.as_of AND links.ritm = pairs.ritm
WHERE rgt_dates.day IS NOT NULL

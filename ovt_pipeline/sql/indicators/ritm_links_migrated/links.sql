-- Which RITM links are judged, as their last row says, or the note that gives one its end?
SELECT
  links.* REPLACE (
    CASE WHEN noted.day IS NOT NULL THEN noted.kind ELSE statut END AS statut,
    CASE WHEN noted.kind = 'Débranché' THEN greatest(extraction_date, noted.day) ELSE extraction_date END AS extraction_date,
    CASE WHEN noted.kind = 'Débranché' THEN noted.day ELSE date_debranchement END AS date_debranchement,
    CASE WHEN noted.kind = 'Débranché' THEN noted.motif ELSE motif_fin END AS motif_fin),
  id_lien_ritm__folded AS ritm
FROM ritm_liens__liens__entities AS links
LEFT JOIN noted_ends AS noted ON links.origin = 'noted' AND noted.export = 'ritm_liens'
  AND noted.entity = links.id_lien_ritm__folded

-- k: which rows of the correspondence may take a migrated link away, or bring one, and in which regions?
--
-- Those whose RITM link cannot be read, or which no row, accepted or rejected, up to the lot used names; a cancelled order apart.
-- Their address names the export: a row of the inventory of RITM may have the same sheet and number.
WITH ritm_named AS (  -- which RITM links does any row, accepted or rejected, up to the lot used name?
  SELECT used.as_of, rows.id_lien_ritm__folded AS ritm
  FROM lots_used AS used JOIN ritm_liens__liens AS rows ON used.export = 'ritm_liens' AND rows.lot_order <= used.lot_order
  UNION
  SELECT used.as_of, rows.id_lien_ritm__folded AS ritm
  FROM lots_used AS used
  JOIN ritm_liens__liens__rejected AS rows ON used.export = 'ritm_liens' AND rows.lot_order <= used.lot_order
),
rgt_regions AS (
  SELECT as_of, id_lien_rgt__folded AS rgt, code_region FROM rgt_liens__liens__entities WHERE origin <> 'rejected'
  UNION ALL
  SELECT as_of, id_lien_rgt__folded AS rgt, CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region)
    THEN min(code_region) END AS code_region
  FROM rgt_liens__liens__rejections WHERE is_in_lot_used AND id_lien_rgt__folded IS NOT NULL GROUP BY as_of, id_lien_rgt__folded
),
strays AS (
  SELECT rows.*, rgt_regions.code_region
  FROM (
    SELECT as_of, id_lien_ritm__folded AS ritm, id_lien_rgt__folded AS rgt, delivery_id, sheet, row_number
    FROM rgt_liens__correspondance__used
    UNION ALL
    SELECT as_of, ritm, CASE WHEN NOT rgt_unread THEN rgt END AS rgt, delivery_id, sheet, row_number FROM rejected_pairs
  ) AS rows
  LEFT JOIN rgt_regions ON rgt_regions.as_of = rows.as_of AND rgt_regions.rgt = rows.rgt
  LEFT JOIN rgt_links AS rgt ON rgt.as_of = rows.as_of AND rgt.rgt = rows.rgt
  ANTI JOIN ritm_named ON ritm_named.as_of = rows.as_of AND ritm_named.ritm = rows.ritm
  ANTI JOIN noted_ends AS noted ON noted.export = 'ritm_liens' AND noted.entity = rows.ritm AND noted.day <= rows.as_of
  WHERE NOT coalesce(rgt.is_no_replacement, false)
)
SELECT
  strays.as_of, '?rgt_liens:' || coalesce(strays.sheet || ':', '') || strays.row_number AS entity_id, strays.delivery_id,
  strays.sheet, strays.row_number,
  count(*) OVER (PARTITION BY strays.as_of, strays.sheet, strays.row_number) AS regions_open, regions.region_code
FROM strays JOIN regions ON regions.region_code <> '00'
  AND coalesce(strays.code_region, regions.region_code) = regions.region_code

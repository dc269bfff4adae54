-- k: which rejected movements, whose job cannot be read, may take a counted job away, or bring one, and where?
WITH strays AS (  -- it may have happened by then
  SELECT
    rejected.*, spans.first_day AS span, type_unread OR type_mouvement IN ('Régionalisation', 'Transfert') AS may_arrive
  FROM rejected_movements AS rejected
  JOIN spans ON spans.as_of = rejected.as_of
    AND (day_unread OR rejected.date_effet BETWEEN spans.first_day AND spans.last_day)
  WHERE job IS NULL
),
brought AS (  -- k+: those of them that could count, and where
  SELECT DISTINCT strays.as_of, strays.entity_id, coalesce(place.region_code, open.region_code) AS region_code
  FROM strays
  LEFT JOIN eligible_places AS place ON NOT place_unread AND place.as_of = strays.as_of AND place.first_day = strays.span
    AND place.code = strays.port_attache AND place.is_eligible
  LEFT JOIN open_regions AS open ON place_unread AND open.as_of = strays.as_of AND open.first_day = strays.span
  WHERE may_arrive AND coalesce(place.region_code, open.region_code) IS NOT NULL
)
SELECT DISTINCT strays.as_of, strays.entity_id, strays.delivery_id, strays.sheet, strays.row_number, 'whole' AS scope,
  NULL AS region_code, brought.entity_id IS NOT NULL AS brings
FROM strays
LEFT JOIN (SELECT DISTINCT as_of, entity_id FROM brought) AS brought USING (as_of, entity_id)
UNION ALL
SELECT DISTINCT strays.as_of, strays.entity_id, strays.delivery_id, strays.sheet, strays.row_number, 'region' AS scope,
  regions.region_code, brought.entity_id IS NOT NULL AS brings
FROM strays
JOIN regions ON regions.region_code <> '00'
LEFT JOIN brought ON brought.as_of = strays.as_of AND brought.entity_id = strays.entity_id
  AND brought.region_code = regions.region_code

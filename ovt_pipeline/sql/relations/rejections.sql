-- Which rows were rejected in each lot that a figure may rest on, and of which entity?
--
-- Those of the lots up to the one used, and of the lots of the reference dates. Rows with the same readable {entity} are of one
-- entity; a row whose {entity} cannot be read is one by itself. is_known: a lot up to the lot used accepted the entity, which
-- then is among {relation}__entities.
CREATE VIEW {relation}__rejections AS
WITH first_seen AS (
  SELECT {entity}, min(lot_order) AS first_lot_order FROM {relation} GROUP BY {entity}
)
SELECT used.as_of,
  coalesce(rows.{shown}::VARCHAR, '?' || CASE WHEN rows.lot_order <> used.lot_order THEN rows.extraction_date || ':' ELSE '' END
    || coalesce(rows.sheet, '') || ':' || rows.row_number) AS entity_id,
  rows.lot_order = used.lot_order AS is_in_lot_used,
  coalesce(first_seen.first_lot_order <= used.lot_order, false) AS is_known,
  rows.*
FROM lots_used AS used
JOIN {relation}__rejected AS rows ON used.export = '{export}'
LEFT JOIN first_seen ON first_seen.{entity} = rows.{entity}

-- Which rows of a table can what is known of its lots rest on? All those of the lots read whole; of the others, those that turn.
CREATE OR REPLACE TEMP TABLE {made} AS
WITH followed AS (
  SELECT lot_order, source AS before, lead(source) OVER (ORDER BY lot_order) AS after FROM {made}_lots
)
SELECT lots.lot_order, lots.delivery_id, lots.extraction_date, rows.* EXCLUDE (source)
FROM {made}_whole AS rows JOIN {made}_lots AS lots ON lots.source = rows.source AND lots.is_whole
UNION ALL
SELECT DISTINCT lots.lot_order, lots.delivery_id, lots.extraction_date, turned.* EXCLUDE (before, after, is_after)
FROM {made}_turned AS turned
JOIN followed ON followed.before = turned.before AND followed.after = turned.after
JOIN {made}_lots AS lots ON lots.lot_order = followed.lot_order + turned.is_after::INTEGER AND NOT lots.is_whole

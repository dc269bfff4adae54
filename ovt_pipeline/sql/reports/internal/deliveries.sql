-- Which deliveries are behind the figures at the date asked: those used, and the earlier ones that some entities are in?
INSERT INTO told_deliveries BY NAME
SELECT delivery_id, export, extraction_date, received_at, file_name, sha256, rows_read, rows_accepted, rows_rejected, rows_ignored
FROM release.deliveries
WHERE delivery_id IN (SELECT proof.delivery_id FROM told_entities AS proof)
  OR delivery_id IN (SELECT used.delivery_id FROM release.figure_sources AS used WHERE used.as_of = $as_of)

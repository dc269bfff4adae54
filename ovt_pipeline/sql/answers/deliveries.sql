-- Which deliveries is a figure made from? The lot used of each export, and the earlier ones that a row of its evidence is in.
WITH known AS (
  SELECT * FROM deliveries
  WHERE verdict = 'accepted' AND received_at <= getvariable('known_at')::TIMESTAMP
    AND (list_contains(string_split(getvariable('exports'), ' '), export) OR delivery_id IN (SELECT delivery_id FROM evidence
      WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('as_of')::DATE))
),
used AS (
  SELECT delivery_id FROM known WHERE extraction_date <= getvariable('as_of')::DATE OR export = 'municipalites'
  QUALIFY row_number() OVER (PARTITION BY export ORDER BY extraction_date <= getvariable('as_of')::DATE DESC,
    abs(date_diff('day', extraction_date, getvariable('as_of')::DATE)), received_at DESC) = 1
),
proof AS (
  SELECT delivery_id, count(*) AS entities FROM evidence
  WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('as_of')::DATE GROUP BY ALL
)
SELECT known.export, known.delivery_id, known.file_name, known.sha256, known.extraction_date, known.received_at,
  known.rows_read, known.rows_accepted, known.rows_rejected, known.rows_ignored, known.contract_version, known.is_synthetic,
  used.delivery_id IS NOT NULL AS is_used, coalesce(proof.entities, 0) AS entities
FROM known LEFT JOIN used USING (delivery_id) LEFT JOIN proof USING (delivery_id)
WHERE used.delivery_id IS NOT NULL OR proof.entities > 0
ORDER BY known.export ASC, known.extraction_date DESC, known.received_at DESC

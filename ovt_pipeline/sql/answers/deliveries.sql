-- Which deliveries is a figure made from? The lot used of each export, and the earlier ones that a row of its evidence is in.
WITH used AS (
  SELECT delivery_id FROM figure_sources
  WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('as_of')::DATE
),
proof AS (
  SELECT delivery_id, count(*) AS entities FROM evidence
  WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('as_of')::DATE GROUP BY delivery_id
)
SELECT
  known.export, known.delivery_id, known.file_name, known.sha256, known.extraction_date, known.received_at,
  known.rows_read, known.rows_accepted, known.rows_rejected, known.rows_ignored, known.contract_version, known.is_synthetic,
  used.delivery_id IS NOT NULL AS is_used, coalesce(proof.entities, 0) AS entities
FROM deliveries AS known LEFT JOIN used USING (delivery_id) LEFT JOIN proof USING (delivery_id)
WHERE used.delivery_id IS NOT NULL OR proof.entities > 0
ORDER BY known.export ASC, known.extraction_date DESC, known.received_at DESC

-- Which entities are behind a figure, why, and in which row of which file? The counted ones first.
SELECT evidence.entity_id, evidence.region_code, in_denominator, in_numerator, reason_code, doubt,
  evidence.delivery_id, deliveries.file_name, deliveries.sha256, sheet, row_number
FROM evidence JOIN deliveries USING (delivery_id)
WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('as_of')::DATE
  AND (getvariable('region_code') = '00' OR evidence.region_code = getvariable('region_code'))
ORDER BY in_numerator DESC, in_denominator DESC, reason_code ASC, evidence.entity_id ASC

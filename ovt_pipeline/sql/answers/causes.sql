-- Which deliveries made the versions of a figure change, in the order received?
SELECT as_of, revision_no, delivery_id, file_name, extraction_date, received_at, change, numerator, denominator, value
FROM revision_causes JOIN deliveries USING (delivery_id)
WHERE indicator_id = getvariable('indicator_id') AND region_code = getvariable('region_code')
  AND as_of = coalesce(getvariable('as_of')::DATE, as_of) AND cause = 'data'
ORDER BY as_of, revision_no, step

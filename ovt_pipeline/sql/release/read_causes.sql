-- Which deliveries made the versions of a figure change, in the order received?
SELECT as_of, revision_no, delivery_id, file_name, extraction_date, received_at, change, numerator, denominator, value
FROM revision_causes JOIN deliveries USING (delivery_id)
WHERE indicator_id = $indicator_id AND region_code = $region_code AND ($as_of IS NULL OR as_of = $as_of) AND cause = 'data'
ORDER BY as_of, revision_no, step

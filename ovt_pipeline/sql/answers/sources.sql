-- Which is the last accepted delivery of each export that was ever received?
SELECT export, max(extraction_date) FILTER (verdict = 'accepted') AS extraction_date,
  arg_max(file_name, extraction_date) FILTER (verdict = 'accepted') AS file_name
FROM deliveries GROUP BY export ORDER BY export

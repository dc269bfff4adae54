-- Which deliveries of each export came last, at most $shown, in order of extraction, and how many does the release know in all?
SELECT delivery_id, export, extraction_date, received_at, file_name, rows_read, rows_accepted, rows_rejected,
  rows_ignored, verdict, refusal_code, contract_version, is_synthetic, count(*) OVER (PARTITION BY export) AS known
FROM deliveries
QUALIFY row_number() OVER (PARTITION BY export ORDER BY received_at DESC, delivery_id DESC) <= $shown
ORDER BY export, extraction_date NULLS LAST, received_at, delivery_id

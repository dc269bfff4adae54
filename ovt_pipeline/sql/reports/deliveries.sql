-- Which deliveries does the release know, export by export, in order of extraction?
SELECT delivery_id, export, extraction_date, received_at, file_name, rows_read, rows_accepted, rows_rejected,
  rows_ignored, verdict, refusal_code, contract_version, is_synthetic
FROM deliveries ORDER BY export, extraction_date NULLS LAST, received_at, delivery_id

-- What did each figure rest on: which kind of export, how old at the date told, how many rows, and how many set aside?
INSERT INTO told_sources
SELECT
  used.indicator_id, used.as_of, used.export, kinds.kind_fr, kinds.kind_en, lot.extraction_date,
  date_diff('day', lot.extraction_date, used.as_of) AS age_days, lot.rows_read, lot.rows_rejected AS rows_set_aside
FROM release.figure_sources AS used
SEMI JOIN told_dates ON told_dates.as_of = used.as_of
JOIN release.deliveries AS lot USING (delivery_id)
JOIN told_kinds AS kinds ON kinds.export = used.export

-- Which rows of {relation} are in the Parquet files of its lots? Those of {columns} that the files have: a contract may have
-- lost a column since.
INSERT INTO {relation} BY NAME
SELECT lots.delivery_id, lots.lot_order, lots.extraction_date, {columns}
FROM read_parquet($files, filename = true, union_by_name = true) AS rows
JOIN accepted_lots AS lots ON rows.filename = lots.folder || $suffix

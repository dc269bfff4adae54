-- Which rows do lots hold of a table? files = their Parquet files; columns = all of the contract, NULL where no file has it.
SELECT of_lot.lot_order, of_lot.extraction_date, of_lot.is_accepted, {columns}
FROM read_parquet({files}, filename = true, union_by_name = true) AS rows
JOIN {made}_files AS of_lot ON of_lot.filename = rows.filename

-- Which rows of a table do lots hold? $files = their Parquet files, with the content that each is of and whether its rows are
-- accepted; columns = all of the contract, NULL where no file has it.
INSERT INTO {made}
SELECT of_file.source, of_file.is_accepted, {columns}
FROM read_parquet($files, filename = true, union_by_name = true) AS rows
JOIN (
  SELECT unnest($files::VARCHAR[]) AS filename, unnest($sources::VARCHAR[]) AS source, unnest($accepted::BOOLEAN[]) AS is_accepted
) AS of_file ON of_file.filename = rows.filename

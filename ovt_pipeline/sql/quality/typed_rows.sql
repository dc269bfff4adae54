-- Which rows did typing make of a table? columns = every column and its defect, cast to its type.
CREATE TABLE typed AS
SELECT sheet::VARCHAR AS sheet, row_number::BIGINT AS row_number, $day::DATE AS extraction_date, {columns} FROM frame

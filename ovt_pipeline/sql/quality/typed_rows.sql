-- Which rows did typing make of a table? columns = every column and its defect, cast to its type.
-- row_number is a row's own in the table, whose sheets are numbered on; row_in_sheet is what people see in its sheet.
CREATE TABLE typed AS
SELECT sheet::VARCHAR AS sheet, row_number::BIGINT AS row_number, row_in_sheet::BIGINT AS row_in_sheet,
  $day::DATE AS extraction_date, {columns}
FROM frame

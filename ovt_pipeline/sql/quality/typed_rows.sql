-- Which rows did typing make of a table? coded = the codes of its rows, joined with the cells that they stand for;
-- columns = its sheet, then every column and its defect, of its type.
-- row_number is a row's own in the table, whose sheets are numbered on; row_in_sheet is what people see in its sheet.
CREATE TABLE typed AS
SELECT row_number, row_in_sheet, $day::DATE AS extraction_date, {columns}
FROM {coded}

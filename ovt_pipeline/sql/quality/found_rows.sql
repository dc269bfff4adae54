-- Which rows does each check blame, in the order of the checks and of the rows?
SELECT check_no, sheet, row_in_sheet FROM failures JOIN typed USING (row_number) ORDER BY check_no, row_number

-- Which rows does each check blame, in the order of the checks and of the rows?
SELECT check_no, row_number FROM failures ORDER BY check_no, row_number

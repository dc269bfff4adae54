-- Which rows are dropped as exact duplicates of an earlier one?
SELECT sheet, row_in_sheet FROM numbered WHERE is_duplicate ORDER BY row_number

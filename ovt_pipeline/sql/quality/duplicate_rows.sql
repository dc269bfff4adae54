-- Which rows are dropped as exact duplicates of an earlier one?
SELECT sheet, row_in_sheet FROM typed JOIN again USING (row_number) WHERE is_duplicate ORDER BY row_number

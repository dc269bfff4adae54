-- Which rows are dropped as exact duplicates of an earlier one?
SELECT row_number FROM numbered WHERE is_duplicate ORDER BY row_number

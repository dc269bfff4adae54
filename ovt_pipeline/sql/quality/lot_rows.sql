-- Which rows does a lot keep of a table? rows = the relation, accepted or rejected; columns = what it keeps of each.
SELECT sheet, row_number, {columns} FROM {rows} ORDER BY row_number

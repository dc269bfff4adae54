-- Which rows does a lot keep of a table? rows = the relation, accepted or rejected; columns = what it keeps of each.
SELECT sheet, row_in_sheet AS row_number, {columns} FROM {rows} AS judged ORDER BY judged.row_number

-- What do the expectations of a table as a whole need of its kept rows? columns = what they name, and no more.
SELECT {columns} FROM kept ORDER BY row_number

-- Which rows do lots hold of a table, whole or where they turn? columns = all of the contract.
SELECT lot_order, delivery_id, extraction_date, is_accepted, {columns} FROM {made}_in_lots

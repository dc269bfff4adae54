-- Which rows of a table does the file hold that is judged? They are as those of one more lot, the last, of order {last}.
SELECT {last} AS lot_order, NULL AS delivery_id, extraction_date, true AS is_accepted, {columns} FROM {judged}.accepted
UNION ALL
SELECT {last} AS lot_order, NULL AS delivery_id, extraction_date, false AS is_accepted, {columns} FROM {judged}.rejected

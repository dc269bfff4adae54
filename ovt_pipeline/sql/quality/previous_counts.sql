-- How much does the previous delivery hold without a known end: rows, keys, and cells filled of each column watched?
-- key = the columns of the key; has_key = whether a row has all of them; filled = one count per column watched.
SELECT count(*) AS row_count, (SELECT count(*) FROM (SELECT DISTINCT {key} FROM previous_rows WHERE {has_key})) AS key_count,
  {filled}
FROM previous_rows

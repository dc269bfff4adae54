-- Which rows of the previous delivery are without a known end? rows = the known rows; ended = whether that of a row is.
CREATE TABLE previous_rows AS
SELECT * FROM {rows} WHERE delivery_id = $previous AND NOT {ended}

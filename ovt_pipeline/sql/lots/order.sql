-- In which order do the lots of an export come, and which are read whole? `source` names the content that a lot has of the table.
CREATE OR REPLACE TEMP TABLE {made}_lots AS
SELECT row_number() OVER () AS lot_order, * FROM (
  SELECT unnest($ids::VARCHAR[]) AS delivery_id, unnest($days::DATE[]) AS extraction_date,
    unnest($sources::VARCHAR[]) AS source, unnest($whole::BOOLEAN[]) AS is_whole
) AS given

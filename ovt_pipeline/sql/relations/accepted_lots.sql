-- Which lots of $export are knowledge? $ids, $days and $synthetic are side by side, in the order of the lots.
INSERT INTO accepted_lots
SELECT $export AS export, delivery_id, row_number() OVER () AS lot_order, extraction_date, is_synthetic
FROM (
  SELECT unnest($ids::VARCHAR[]) AS delivery_id, unnest($days::DATE[]) AS extraction_date,
    unnest($synthetic::BOOLEAN[]) AS is_synthetic
) AS given

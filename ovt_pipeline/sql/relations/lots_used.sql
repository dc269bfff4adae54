-- Which lot of each export is used at each as_of? As deliveries/lot_used.py says: $days and $lots are side by side.
INSERT INTO lots_used
SELECT given.as_of, lots.export, lots.delivery_id, lots.lot_order, lots.extraction_date, lots.is_synthetic
FROM (SELECT unnest($days::DATE[]) AS as_of, unnest($lots::VARCHAR[]) AS delivery_id) AS given
JOIN accepted_lots AS lots USING (delivery_id)

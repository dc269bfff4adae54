-- Does every piece of evidence point to a delivery of this release?
SELECT count(*) AS checked, count(*) FILTER (deliveries.delivery_id IS NULL) AS failed
FROM evidence LEFT JOIN deliveries USING (delivery_id)

-- Are the rows read of every accepted delivery its rows accepted, rejected and ignored, to the row?
SELECT count(*) AS checked, count(*) FILTER (rows_read IS DISTINCT FROM rows_accepted + rows_rejected + rows_ignored) AS failed
FROM deliveries WHERE verdict = 'accepted'

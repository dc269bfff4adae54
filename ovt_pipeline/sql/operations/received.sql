-- When was each accepted delivery of a release received?
SELECT delivery_id, received_at FROM deliveries
WHERE verdict = 'accepted'

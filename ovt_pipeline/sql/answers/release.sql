-- Which release is this, published when, and is it made of synthetic data?
SELECT release_id, published_at, is_synthetic FROM releases ORDER BY published_at DESC LIMIT 1

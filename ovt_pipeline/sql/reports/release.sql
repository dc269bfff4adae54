-- Which release do the pages describe, and which is the latest date it holds?
SELECT release_id, published_at, code_version, is_synthetic, (SELECT max(as_of) FROM indicator_results) AS as_of
FROM releases ORDER BY published_at DESC, release_id DESC LIMIT 1

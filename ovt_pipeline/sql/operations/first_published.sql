-- Which dates have a figure since the latest release, and had none before?
SELECT DISTINCT as_of FROM indicator_history
WHERE revision_no = 0 AND region_code = '00' AND release_id = (SELECT arg_max(release_id, published_at) FROM releases)
ORDER BY as_of

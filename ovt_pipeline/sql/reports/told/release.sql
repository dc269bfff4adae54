-- Which release do reports tell of, and which is the last of the dates told?
INSERT INTO told_release
SELECT release_id, published_at, (SELECT max(as_of) FROM told_dates) AS as_of, is_synthetic, code_version, plan_version
FROM release.releases ORDER BY published_at DESC, release_id DESC LIMIT 1

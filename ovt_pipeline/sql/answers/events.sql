-- What changed in the statuses of targets with the latest release, for which indicator and at which date?
SELECT indicator_id, as_of, sentence_fr, sentence_en FROM status_events
WHERE release_id = (SELECT arg_max(release_id, published_at) FROM releases)
ORDER BY sentence_fr, sentence_en

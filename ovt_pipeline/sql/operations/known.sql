-- Of each published date: when was the last lot behind it received, what is the digest of all that it rests on, and is all of it
-- held (or without its source)? What is held is as it was; the date is told by the others.
SELECT as_of, coalesce(max(known_at) FILTER (NOT is_held), max(known_at)) AS known_at,
  coalesce(max(inputs_digest) FILTER (NOT is_held), max(inputs_digest)) AS inputs_digest, bool_and(is_held) AS is_held
FROM (
  SELECT result.*, held.as_of IS NOT NULL AS is_held
  FROM indicator_results AS result LEFT JOIN held_figures AS held USING (indicator_id, as_of)
) AS told
GROUP BY as_of
ORDER BY as_of

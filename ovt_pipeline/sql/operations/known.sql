-- Of each published date: when was the last lot behind it received, and what is the digest of all that it rests on?
SELECT as_of, max(known_at) AS known_at, max(inputs_digest) AS inputs_digest FROM indicator_results
GROUP BY as_of
ORDER BY as_of

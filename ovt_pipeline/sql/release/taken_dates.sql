-- Which computed dates may a release take? Those where every indicator of the plan was computed from the same inputs.
SELECT as_of, count(DISTINCT inputs_digest) AS digests, list(indicator_id ORDER BY known_at DESC) AS computed,
  count(DISTINCT indicator_id) = len($indicators) AND count(DISTINCT inputs_digest) = 1 AS is_taken
FROM work.computations
WHERE list_contains($indicators, indicator_id)
GROUP BY as_of
ORDER BY as_of

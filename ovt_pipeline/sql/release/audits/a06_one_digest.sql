-- Were the indicators of each date computed from the same inputs? One that is held, or has lost its source, is as it was.
SELECT count(*) AS checked, count(*) FILTER (digests > 1) AS failed
FROM (SELECT count(DISTINCT inputs_digest) AS digests FROM indicator_results ANTI JOIN held_figures USING (indicator_id, as_of)
  GROUP BY plan_id, as_of)

-- Were the indicators of each date computed from the same inputs?
SELECT count(*) AS checked, count(*) FILTER (digests > 1) AS failed
FROM (SELECT count(DISTINCT inputs_digest) AS digests FROM indicator_results GROUP BY plan_id, as_of)

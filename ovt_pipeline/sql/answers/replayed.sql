-- When was the last lot behind each figure of a release received, which rules counted it, and when was it published?
SELECT result.indicator_id, result.as_of, max(result.known_at) AS known_at, arg_max(past.rules, past.revision_no) AS rules,
  max(past.published_at) AS published_at
FROM indicator_results AS result
JOIN indicator_history AS past ON past.plan_id = result.plan_id AND past.indicator_id = result.indicator_id
  AND past.as_of = result.as_of AND past.region_code = result.region_code
WHERE result.region_code = '00'
GROUP BY ALL

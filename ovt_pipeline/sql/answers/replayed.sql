-- When was the last lot behind each figure that stood received, which rules counted it, and when was it published?
SELECT stood.indicator_id, stood.as_of, max(stood.known_at) AS known_at, arg_max(past.rules, past.revision_no) AS rules,
  max(past.published_at) AS published_at
FROM stood
JOIN indicator_history AS past ON past.plan_id = stood.plan_id AND past.indicator_id = stood.indicator_id
  AND past.as_of = stood.as_of AND past.region_code = stood.region_code
WHERE stood.region_code = '00' AND past.published_at <= $moment
GROUP BY ALL

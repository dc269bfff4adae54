-- Which figures of this release replace a published one, when was that one published, and what was known and which rules
-- held, then and now?
SELECT indicator_id, as_of, max(last.published_at) AS was_published_at, max(was.known_at) AS was_known_at,
  any_value(work.known_at) AS known_at,
  arg_max(last.rules, last.published_at) AS was_rules, any_value(work.rules) AS rules
FROM (FROM indicator_results SEMI JOIN taken USING (indicator_id, as_of)) AS result
JOIN previous_indicator_results AS was USING (plan_id, indicator_id, as_of, region_code)
JOIN last_history AS last USING (plan_id, indicator_id, as_of, region_code)
JOIN work.computations AS work USING (indicator_id, as_of)
WHERE result.release_id = $release_id
GROUP BY indicator_id, as_of
ORDER BY indicator_id, as_of

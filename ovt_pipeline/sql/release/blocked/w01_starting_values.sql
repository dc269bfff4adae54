-- Which is the first starting value that the exports of its date do not reproduce?
SELECT result.indicator_id, result.as_of, result.region_code, result.unit, result.value AS found, plan.value AS wanted
FROM indicator_results AS result
JOIN plan ON plan.plan_id = result.plan_id AND plan.indicator_id = result.indicator_id AND plan.point = 'start'
  AND plan.due_date = result.as_of
WHERE result.region_code = '00' AND NOT result.is_preliminary
  AND regexp_extract(result.display_value, '^[0-9]+') IS DISTINCT FROM round(plan.value)::BIGINT::VARCHAR
ORDER BY result.indicator_id, result.as_of LIMIT 1

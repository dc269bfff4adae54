-- Do the exports of the plan's starting date reproduce its starting value, as displayed?
SELECT count(*) AS checked,
  count(*) FILTER (regexp_extract(result.display_value, '^[0-9]+') IS DISTINCT FROM round(plan.value)::BIGINT::VARCHAR) AS failed
FROM indicator_results AS result
JOIN plan ON plan.plan_id = result.plan_id AND plan.indicator_id = result.indicator_id AND plan.point = 'start'
  AND plan.due_date = result.as_of
WHERE result.region_code = '00' AND NOT result.is_preliminary

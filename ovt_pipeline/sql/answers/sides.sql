-- Which indicators have a figure on both sides, and how are they called now?
SELECT DISTINCT was.indicator_id, plan.indicator_name_fr, plan.indicator_name_en
FROM was_indicator_results AS was
JOIN now_indicator_results AS now USING (indicator_id, region_code)
JOIN now_plan AS plan USING (indicator_id)
WHERE was.as_of = getvariable('was')::DATE AND now.as_of = getvariable('now')::DATE
  AND region_code = getvariable('region_code')
ORDER BY was.indicator_id

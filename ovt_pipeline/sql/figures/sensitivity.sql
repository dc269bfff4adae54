-- What would each figure be under another rule? {scenario} names the columns of `entities` that hold its counts.
SELECT $indicator_id AS indicator_id, days.as_of, '{scenario}' AS scenario, regions.region_code,
  coalesce(sum(n_{scenario}), 0) AS numerator,
  CASE WHEN $is_rate THEN coalesce(sum(d_{scenario}), 0) END AS denominator,
  CASE WHEN $is_rate THEN 100.0::DOUBLE * sum(n_{scenario}) / nullif(sum(d_{scenario}), 0)
    ELSE coalesce(sum(n_{scenario}), 0) END AS value
FROM as_of_dates AS days
SEMI JOIN sources USING (as_of)
CROSS JOIN regions
LEFT JOIN entities ON entities.as_of = days.as_of
  AND (regions.region_code = '00' OR entities.region_code = regions.region_code)
GROUP BY days.as_of, regions.region_code

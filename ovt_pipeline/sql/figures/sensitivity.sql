-- What would each figure be under another rule? state_{scenario} of what a measure judged is the state under it.
WITH of_region AS (
  SELECT judged.as_of, judged.region_code, sum(states.n) AS n, sum(states.d) AS d
  FROM judged JOIN states ON states.state = judged.state_{scenario}
  GROUP BY judged.as_of, judged.region_code
)
SELECT
  $indicator_id AS indicator_id, days.as_of, '{scenario}' AS scenario, regions.region_code,
  coalesce(sum(n), 0)::BIGINT AS numerator,
  CASE WHEN $is_rate THEN coalesce(sum(d), 0)::BIGINT END AS denominator,
  CASE WHEN $is_rate THEN 100.0::DOUBLE * sum(n) / nullif(sum(d), 0) ELSE coalesce(sum(n), 0) END AS value
FROM as_of_dates AS days
SEMI JOIN sources USING (as_of)
CROSS JOIN regions
LEFT JOIN of_region
  ON of_region.as_of = days.as_of AND (regions.region_code = '00' OR of_region.region_code = regions.region_code)
GROUP BY days.as_of, regions.region_code

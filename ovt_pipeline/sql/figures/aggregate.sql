-- What is each figure, for the whole and for each region? A rate is in percent points; an empty population has no value
-- (nor a high, when every entity of it may have left).
SELECT $indicator_id AS indicator_id, days.as_of, regions.region_code,
  coalesce(sum(n_value), 0) AS numerator,
  CASE WHEN $is_rate THEN coalesce(sum(d_value), 0) END AS denominator,
  CASE WHEN $is_rate THEN 100.0::DOUBLE * sum(n_value) / nullif(sum(d_value), 0) ELSE coalesce(sum(n_value), 0) END AS value,
  CASE WHEN NOT $is_rate THEN coalesce(sum(n_low), 0)
    WHEN sum(d_value) > 0 THEN 100.0::DOUBLE * sum(n_low) / sum(d_low) END AS value_low,
  CASE WHEN NOT $is_rate THEN coalesce(sum(n_high), 0)
    WHEN sum(d_value) > 0 THEN 100.0::DOUBLE * sum(n_high) / nullif(sum(d_high), 0) END AS value_high,
  any_value(sources.is_preliminary) AS is_preliminary, any_value(sources.is_synthetic) AS is_synthetic,
  any_value(sources.oldest_source_date) AS oldest_source_date, $rule_version AS rule_version
FROM as_of_dates AS days
JOIN sources USING (as_of)
CROSS JOIN regions
LEFT JOIN entities ON entities.as_of = days.as_of
  AND (regions.region_code = '00' OR entities.region_code = regions.region_code)
GROUP BY days.as_of, regions.region_code

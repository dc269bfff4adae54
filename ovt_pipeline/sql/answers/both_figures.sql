-- What is the figure of one indicator and region on the two sides? Then, and now.
WITH both_sides AS (
  SELECT 1 AS side, indicator_id, region_code, display_value, unit, numerator, denominator, value, value_low, value_high,
    is_synthetic
  FROM was_indicator_results WHERE as_of = getvariable('was')::DATE
  UNION ALL
  SELECT 2 AS side, indicator_id, region_code, display_value, unit, numerator, denominator, value, value_low, value_high,
    is_synthetic
  FROM now_indicator_results WHERE as_of = getvariable('now')::DATE
)
SELECT display_value, unit, numerator, denominator, value, value_low, value_high, is_synthetic
FROM both_sides
WHERE indicator_id = getvariable('indicator_id') AND region_code = getvariable('region_code')
ORDER BY side

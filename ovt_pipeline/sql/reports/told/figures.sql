-- What is the figure of each place at each date told? Of several regions joined, a rate lies between the lowest and the highest of
-- theirs, and a count between the sums of theirs: where one of them has no bound, the place has none.
INSERT INTO told_figures
WITH parts AS (
  SELECT told.place_code, len(told.regions) AS regions, result.*
  FROM told_places AS told
  JOIN release.indicator_results AS result
    ON result.indicator_id = told.indicator_id AND list_contains(told.regions, result.region_code)
  SEMI JOIN told_dates ON told_dates.as_of = result.as_of
),
joined AS (
  SELECT
    plan_id, indicator_id, as_of, place_code, any_value(unit) = '%' AS is_rate, sum(numerator)::BIGINT AS numerator,
    sum(denominator)::BIGINT AS denominator, sum(value_low) AS sum_low, sum(value_high) AS sum_high,
    min(value_low) AS least, max(value_high) AS greatest, bool_and(value_low IS NOT NULL AND value_high IS NOT NULL) AS is_bounded,
    any_value(display_value) FILTER (regions = 1) AS shown, bool_or(is_preliminary) AS is_preliminary,
    bool_or(is_synthetic) AS is_synthetic
  FROM parts
  GROUP BY ALL
),
valued AS (
  SELECT *, CASE WHEN is_rate THEN 100.0 * numerator / nullif(denominator, 0) ELSE numerator END AS value FROM joined
)
SELECT
  plan_id, indicator_id, as_of, place_code, numerator, denominator, value,
  CASE WHEN NOT is_rate THEN sum_low WHEN is_bounded THEN least END AS value_low,
  CASE WHEN NOT is_rate THEN sum_high WHEN is_bounded THEN greatest END AS value_high,
  CASE
    WHEN shown IS NOT NULL THEN shown
    WHEN value IS NULL THEN 's. o.'
    WHEN is_rate THEN ((200 * numerator + denominator) // (2 * denominator)) || chr(160) || '%'  -- as sql/release/results.sql
    ELSE numerator::VARCHAR
  END AS display_value,
  is_preliminary, is_synthetic
FROM valued

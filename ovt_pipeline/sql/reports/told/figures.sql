-- What is the figure of each place at each date told? Of several regions joined, a rate lies between the lowest and the highest of
-- theirs, told by steps of ten points so that no region's own bound shows, and a count between the sums of theirs. A region without
-- bounds has nothing that could count against a rate: what might be there could only raise it.
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
    CASE WHEN any_value(regions) = 1 THEN any_value(value_low) ELSE floor(min(value_low) / 10) * 10 END AS least,
    CASE
      WHEN any_value(regions) = 1 THEN any_value(value_high)
      WHEN min(value_low) IS NOT NULL THEN ceil(max(coalesce(value_high, 100)) / 10) * 10
    END AS greatest,
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
  CASE WHEN is_rate THEN least ELSE sum_low END AS value_low,
  CASE WHEN is_rate THEN greatest ELSE sum_high END AS value_high,
  CASE
    WHEN shown IS NOT NULL THEN shown
    WHEN value IS NULL THEN 's. o.'
    WHEN is_rate THEN ((200 * numerator + denominator) // (2 * denominator)) || chr(160) || '%'  -- as sql/release/results.sql
    ELSE numerator::VARCHAR
  END AS display_value,
  is_preliminary, is_synthetic
FROM valued

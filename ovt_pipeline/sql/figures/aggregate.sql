-- What is each figure, for the whole and for each region? The letters are those of indicators.md. A rate is in percent points.
WITH summed AS (
  SELECT days.as_of, regions.region_code,
    coalesce(sum(n), 0)::BIGINT AS n, coalesce(sum(d), 0)::BIGINT AS d,
    greatest(0, coalesce(sum(n_low), 0) - coalesce(sum(k_minus), 0))::BIGINT AS n_low,
    (coalesce(sum(d_low), 0) + coalesce(sum(r), 0))::BIGINT AS d_low,
    (coalesce(sum(n_high), 0) + coalesce(sum(r), 0) + coalesce(sum(k_plus), 0))::BIGINT AS n_high,
    (coalesce(sum(d_high), 0) + coalesce(sum(r), 0))::BIGINT AS d_high,
    coalesce(sum(k_plus), 0)::BIGINT AS k_plus
  FROM as_of_dates AS days
  CROSS JOIN regions
  LEFT JOIN letters ON letters.as_of = days.as_of AND letters.region_code = regions.region_code
  GROUP BY days.as_of, regions.region_code
),
rates AS (  -- an empty population has no value; one that may be empty has no high of its own
  SELECT *, 100.0::DOUBLE * n / nullif(d, 0) AS value, 100.0::DOUBLE * n_low / nullif(d_low, 0) AS low,
    least(100.0::DOUBLE, 100.0::DOUBLE * n_high / nullif(d_high, 0)) AS high
  FROM summed
)
SELECT $indicator_id AS indicator_id, as_of, region_code,
  n AS numerator, CASE WHEN $is_rate THEN d END AS denominator,
  CASE WHEN $is_rate THEN value ELSE n END AS value,
  CASE WHEN $is_rate THEN low ELSE n_low END AS value_low,
  CASE
    WHEN NOT $is_rate THEN n_high
    WHEN d_low = 0 THEN NULL
    WHEN d_high > 0 THEN high
    WHEN k_plus > 0 THEN 100.0::DOUBLE
    ELSE coalesce(value, low)
  END AS value_high,
  sources.is_preliminary, sources.is_synthetic, sources.oldest_source_date, $rule_version AS rule_version
FROM rates JOIN sources USING (as_of)

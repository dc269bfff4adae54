-- What is each figure, for the whole and for each region? The letters are those of indicators.md. A rate is in percent points;
-- an empty population has no value (nor a high, when every entity of it may have left).
WITH of_region AS (  -- what has no region counts in the whole only
  SELECT as_of, region_code, sum(n) AS n, sum(d) AS d, sum(b) AS b, sum(c) AS c, sum(r) AS r, sum(k) AS k
  FROM entities GROUP BY as_of, region_code
),
letters AS (
  SELECT days.as_of, regions.region_code,
    coalesce(sum(n), 0)::BIGINT AS n, coalesce(sum(d), 0)::BIGINT AS d, coalesce(sum(b), 0)::BIGINT AS b,
    coalesce(sum(c), 0)::BIGINT AS c, coalesce(sum(r), 0)::BIGINT AS r, coalesce(sum(k), 0)::BIGINT AS k
  FROM as_of_dates AS days
  CROSS JOIN regions
  LEFT JOIN of_region ON of_region.as_of = days.as_of
    AND (regions.region_code = '00' OR of_region.region_code = regions.region_code)
  GROUP BY days.as_of, regions.region_code
)
SELECT $indicator_id AS indicator_id, as_of, region_code,
  n AS numerator, CASE WHEN $is_rate THEN d END AS denominator,
  CASE WHEN $is_rate THEN 100.0::DOUBLE * n / nullif(d, 0) ELSE n END AS value,
  CASE WHEN NOT $is_rate THEN n - k WHEN d > 0 THEN 100.0::DOUBLE * n / nullif(d + r, 0) END AS value_low,
  CASE WHEN NOT $is_rate THEN n + b + k WHEN d > 0 THEN 100.0::DOUBLE * (n + b + r) / nullif(d - c + r, 0) END AS value_high,
  sources.is_preliminary, sources.is_synthetic, sources.oldest_source_date, $rule_version AS rule_version
FROM letters JOIN sources USING (as_of)

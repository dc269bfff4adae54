-- Does the evidence add up again to every numerator and denominator, per region?
WITH of_region AS (  -- what has no region counts in the whole only
  SELECT indicator_id, as_of, region_code,
    count(*) FILTER (in_numerator) AS numerator, count(*) FILTER (in_denominator) AS denominator
  FROM evidence GROUP BY ALL
),
proof AS (
  SELECT figure.plan_id, figure.indicator_id, figure.as_of, figure.region_code,
    coalesce(sum(of_region.numerator), 0) AS numerator, coalesce(sum(of_region.denominator), 0) AS denominator
  FROM indicator_results AS figure
  LEFT JOIN of_region ON of_region.indicator_id = figure.indicator_id AND of_region.as_of = figure.as_of
    AND (figure.region_code = '00' OR of_region.region_code = figure.region_code)
  GROUP BY ALL
)
SELECT count(*) AS checked,
  count(*) FILTER (result.numerator <> proof.numerator OR coalesce(result.denominator, 0) <> proof.denominator) AS failed
FROM indicator_results AS result JOIN proof USING (plan_id, indicator_id, as_of, region_code)

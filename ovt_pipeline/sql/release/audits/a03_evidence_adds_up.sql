-- Does the evidence add up again to every numerator and denominator, per region? Each period adds at its first date and takes
-- away after its last: a running sum gives every date without a row for each.
WITH edges AS (
  SELECT indicator_id, region_code, first_as_of AS day, 0 AS is_end, in_numerator::INTEGER AS n, in_denominator::INTEGER AS d
  FROM evidence_periods
  UNION ALL
  SELECT indicator_id, region_code, last_as_of AS day, 1 AS is_end, -in_numerator::INTEGER AS n, -in_denominator::INTEGER AS d
  FROM evidence_periods
),
moved AS (  -- what has no region counts in the whole only
  SELECT edges.indicator_id, regions.region_code, edges.day + edges.is_end AS day, sum(n) AS n, sum(d) AS d
  FROM edges JOIN regions ON regions.region_code IN ('00', edges.region_code)
  GROUP BY ALL
),
summed AS (
  SELECT indicator_id, region_code, day, sum(n) OVER so_far AS numerator, sum(d) OVER so_far AS denominator
  FROM moved WINDOW so_far AS (PARTITION BY indicator_id, region_code ORDER BY day)
)
SELECT count(*) AS checked,
  count(*) FILTER (result.numerator <> coalesce(summed.numerator, 0)
    OR coalesce(result.denominator, 0) <> coalesce(summed.denominator, 0)) AS failed
FROM indicator_results AS result
ASOF LEFT JOIN summed ON summed.indicator_id = result.indicator_id AND summed.region_code = result.region_code
  AND summed.day <= result.as_of

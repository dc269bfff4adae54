-- Which is the first numerator that the evidence does not add up to?
SELECT result.indicator_id, result.as_of, result.region_code, '' AS unit, result.numerator::DOUBLE AS found,
  count(*) FILTER (evidence.in_numerator)::DOUBLE AS wanted
FROM indicator_results AS result
LEFT JOIN evidence ON evidence.indicator_id = result.indicator_id AND evidence.as_of = result.as_of
  AND (result.region_code = '00' OR evidence.region_code = result.region_code)
GROUP BY result.plan_id, result.indicator_id, result.as_of, result.region_code, result.numerator
HAVING found <> wanted ORDER BY result.indicator_id, result.as_of, result.region_code LIMIT 1

-- Which is the first figure whose regions do not add up, by its numerator?
SELECT indicator_id, as_of, '00' AS region_code, '' AS unit,
  sum(numerator) FILTER (region_code = '00')::DOUBLE AS found, sum(numerator) FILTER (region_code <> '00')::DOUBLE AS wanted
FROM indicator_results GROUP BY plan_id, indicator_id, as_of
HAVING found <> wanted ORDER BY indicator_id, as_of LIMIT 1

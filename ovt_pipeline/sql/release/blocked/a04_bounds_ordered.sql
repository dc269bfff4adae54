-- Which is the first value outside its low and its high, and which of the two does it pass?
SELECT indicator_id, as_of, region_code, unit, value AS found,
  CASE WHEN value < value_low THEN value_low ELSE value_high END AS wanted
FROM indicator_results
WHERE NOT coalesce(value_low <= value AND value <= coalesce(value_high, value), value_low IS NULL AND value IS NULL)
ORDER BY indicator_id, as_of, region_code LIMIT 1

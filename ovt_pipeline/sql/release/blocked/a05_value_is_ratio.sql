-- Which is the first value that is not the ratio (or count) of the numerator and denominator beside it?
WITH counted AS (
  SELECT indicator_id, as_of, region_code, unit, value AS found,
    CASE WHEN unit = '%' THEN 100.0::DOUBLE * numerator / nullif(denominator, 0) ELSE numerator END AS wanted
  FROM indicator_results
)
SELECT * FROM counted WHERE found IS DISTINCT FROM wanted ORDER BY indicator_id, as_of, region_code LIMIT 1

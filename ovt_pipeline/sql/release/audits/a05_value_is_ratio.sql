-- Is every value the ratio (or count) of the numerator and denominator beside it?
SELECT count(*) AS checked,
  count(*) FILTER (value IS DISTINCT FROM
    CASE WHEN unit = '%' THEN 100.0::DOUBLE * numerator / nullif(denominator, 0) ELSE numerator END) AS failed
FROM indicator_results

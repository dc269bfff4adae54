-- Is every value between its low and its high? A high is missing only where everything counted may have left the population.
SELECT count(*) AS checked,
  count(*) FILTER (NOT coalesce(value_low <= value AND value <= coalesce(value_high, value),
    value_low IS NULL AND value IS NULL)) AS failed
FROM indicator_results

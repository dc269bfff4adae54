-- Is every figure the last row of its history?
SELECT count(*) AS checked, count(*) FILTER (last.release_id IS NULL
  OR last.numerator <> result.numerator OR last.denominator IS DISTINCT FROM result.denominator
  OR last.value_low IS DISTINCT FROM result.value_low OR last.value_high IS DISTINCT FROM result.value_high) AS failed
FROM indicator_results AS result
LEFT JOIN (
  SELECT * FROM indicator_history
  QUALIFY row_number() OVER (PARTITION BY plan_id, indicator_id, as_of, region_code ORDER BY revision_no DESC) = 1
) AS last USING (plan_id, indicator_id, as_of, region_code, release_id)

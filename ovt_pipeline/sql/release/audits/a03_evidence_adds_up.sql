-- Does the evidence add up again to every numerator and denominator, per region?
SELECT count(*) AS checked,
  count(*) FILTER (result.numerator <> proof.numerator OR coalesce(result.denominator, 0) <> proof.denominator) AS failed
FROM indicator_results AS result
JOIN (
  SELECT figure.indicator_id, figure.as_of, figure.region_code,
    count(*) FILTER (evidence.in_numerator) AS numerator, count(*) FILTER (evidence.in_denominator) AS denominator
  FROM indicator_results AS figure
  LEFT JOIN evidence ON evidence.indicator_id = figure.indicator_id AND evidence.as_of = figure.as_of
    AND (figure.region_code = '00' OR evidence.region_code = figure.region_code)
  GROUP BY ALL
) AS proof USING (indicator_id, as_of, region_code)

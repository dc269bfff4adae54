-- Do the regions add up to the whole?
SELECT count(*) AS checked,
  count(*) FILTER (whole <> parts OR whole_denominator IS DISTINCT FROM parts_denominator) AS failed
FROM (
  SELECT sum(numerator) FILTER (region_code = '00') AS whole, sum(numerator) FILTER (region_code <> '00') AS parts,
    sum(denominator) FILTER (region_code = '00') AS whole_denominator,
    sum(denominator) FILTER (region_code <> '00') AS parts_denominator
  FROM indicator_results GROUP BY plan_id, indicator_id, as_of)

-- Has every figure a row for the whole and for each of the 17 regions?
SELECT count(*) AS checked, count(*) FILTER (found <> (SELECT count(*) FROM regions)) AS failed
FROM (SELECT count(*) AS found FROM indicator_results GROUP BY plan_id, indicator_id, as_of)

-- Which letters of indicators.md does each row that a measure judged bring to the whole, and to its region?
--
-- value counts the worst state of an entity in its own region. Where its rows leave other regions open too, it may be out of each
-- of them, and out of its own: low takes the least, high the greatest, of its states and 'out'.
WITH lines AS (
  SELECT *, '00' AS line_region, true AS counts_in_value, worst AS low_state, best AS high_state
  FROM entities WHERE scope <> 'region'
  UNION ALL
  SELECT *, region_code AS line_region, scope = 'both' AS counts_in_value,
    CASE WHEN is_region_sure OR worst = 'not_counted' THEN worst ELSE 'out' END AS low_state,
    CASE WHEN is_region_sure OR best = 'counted' THEN best ELSE 'out' END AS high_state
  FROM entities WHERE scope <> 'whole' AND region_code IS NOT NULL
),
of_entities AS (
  SELECT lines.as_of, line_region AS region_code, sum(CASE WHEN counts_in_value THEN lines.n ELSE 0 END) AS n,
    sum(CASE WHEN counts_in_value THEN lines.d ELSE 0 END) AS d,
    sum(low.n) AS n_low, sum(low.d) AS d_low, sum(high.n) AS n_high, sum(high.d) AS d_high,
    0 AS r, 0 AS k_minus, 0 AS k_plus
  FROM lines
  JOIN states AS low ON low.state = lines.low_state
  JOIN states AS high ON high.state = lines.high_state
  WHERE beside IS NULL
  GROUP BY lines.as_of, line_region
),
of_rows_beside AS (
  SELECT as_of, line_region AS region_code, 0 AS n, 0 AS d, 0 AS n_low, 0 AS d_low, 0 AS n_high, 0 AS d_high,
    count(*) FILTER (beside = 'one_entity') AS r, count(*) FILTER (beside IN ('takes', 'any_entity')) AS k_minus,
    count(*) FILTER (beside IN ('brings', 'any_entity')) AS k_plus
  FROM lines WHERE beside IS NOT NULL
  GROUP BY as_of, line_region
)
SELECT * FROM of_entities UNION ALL SELECT * FROM of_rows_beside

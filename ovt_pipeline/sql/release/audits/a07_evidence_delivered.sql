-- Does every piece of evidence point to a row of a delivery of this release? As many dates have a place as have a state.
WITH dates AS (
  SELECT indicator_id, as_of, row_number() OVER (PARTITION BY indicator_id ORDER BY as_of) AS n FROM published
),
covered AS (
  SELECT indicator_id, entity_id, first_as_of, last_as_of, 1 AS part FROM evidence_periods
  UNION ALL
  SELECT indicator_id, entity_id, first_as_of, last_as_of, -1 AS part FROM evidence_rows
),
uneven AS (
  SELECT covered.indicator_id, covered.entity_id
  FROM covered
  JOIN dates AS first_ ON first_.indicator_id = covered.indicator_id AND first_.as_of = covered.first_as_of
  JOIN dates AS last_ ON last_.indicator_id = covered.indicator_id AND last_.as_of = covered.last_as_of
  GROUP BY covered.indicator_id, covered.entity_id
  HAVING sum(part * (last_.n - first_.n + 1)) <> 0
)
SELECT count(*) AS checked,
  count(*) FILTER (last_delivery_id IS NOT NULL AND last_delivery_id NOT IN (SELECT delivery_id FROM deliveries))
  + (SELECT count(*) FROM uneven) AS failed
FROM evidence_periods

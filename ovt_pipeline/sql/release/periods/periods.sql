-- Which periods stand once rows of single dates are written over them? A period says the same of each date published between its
-- first and its last. Only what touches the dates written is read again; the dates beside them too, so that periods join.
CREATE OR REPLACE TEMP TABLE joined_periods AS
WITH dates AS (
  SELECT indicator_id, as_of, row_number() OVER (PARTITION BY indicator_id ORDER BY as_of) AS n FROM published
),
dated AS (
  SELECT dates.n, old.indicator_id, {values},
    CASE WHEN dates.as_of = stretch.first_read THEN old.first_as_of ELSE dates.as_of END AS since,
    CASE WHEN dates.as_of = stretch.last_read THEN old.last_as_of ELSE dates.as_of END AS until
  FROM {periods} AS old
  JOIN stretch ON stretch.indicator_id = old.indicator_id
    AND old.first_as_of <= stretch.last_read AND old.last_as_of >= stretch.first_read
  JOIN dates ON dates.indicator_id = old.indicator_id
    AND dates.as_of BETWEEN greatest(old.first_as_of, stretch.first_read) AND least(old.last_as_of, stretch.last_read)
  ANTI JOIN written ON written.indicator_id = old.indicator_id AND written.as_of = dates.as_of
  UNION ALL
  SELECT dates.n, new.indicator_id, {values}, new.as_of AS since, new.as_of AS until
  FROM {rows} AS new JOIN dates USING (indicator_id, as_of)
),
joined AS (
  SELECT *, n - row_number() OVER (PARTITION BY indicator_id, {values} ORDER BY n) AS stay FROM dated
)
SELECT indicator_id, {values}, min(since) AS first_as_of, max(until) AS last_as_of
FROM joined GROUP BY indicator_id, {values}, stay;
DELETE FROM {periods} AS old USING stretch
WHERE stretch.indicator_id = old.indicator_id
  AND old.first_as_of <= stretch.last_read AND old.last_as_of >= stretch.first_read;
INSERT INTO {periods} BY NAME SELECT * FROM joined_periods ORDER BY first_as_of, indicator_id, {values};

-- Which periods stand once rows of single dates are written over them? A period says the same of each date published between its
-- first and its last. Only what touches the dates written is read again; the dates beside them too, so that periods join.
INSERT INTO {periods} BY NAME
WITH dates AS (
  SELECT indicator_id, as_of, row_number() OVER (PARTITION BY indicator_id ORDER BY as_of) AS n FROM published
),
span AS (
  SELECT indicator_id, min(as_of) AS first_written, max(as_of) AS last_written FROM written GROUP BY indicator_id
),
stretch AS (
  SELECT span.indicator_id,
    coalesce(max(dates.as_of) FILTER (dates.as_of < first_written), first_written) AS first_read,
    coalesce(min(dates.as_of) FILTER (dates.as_of > last_written), last_written) AS last_read
  FROM span JOIN dates USING (indicator_id) GROUP BY span.indicator_id, first_written, last_written
),
dated AS (
  SELECT dates.n, {values}, old.indicator_id,
    CASE WHEN dates.as_of = stretch.first_read THEN old.first_as_of ELSE dates.as_of END AS since,
    CASE WHEN dates.as_of = stretch.last_read THEN old.last_as_of ELSE dates.as_of END AS until
  FROM previous_{periods} AS old
  JOIN stretch ON stretch.indicator_id = old.indicator_id
    AND old.first_as_of <= stretch.last_read AND old.last_as_of >= stretch.first_read
  JOIN dates ON dates.indicator_id = old.indicator_id
    AND dates.as_of BETWEEN greatest(old.first_as_of, stretch.first_read) AND least(old.last_as_of, stretch.last_read)
  ANTI JOIN written ON written.indicator_id = old.indicator_id AND written.as_of = dates.as_of
  UNION ALL
  SELECT dates.n, {values}, new.indicator_id, new.as_of AS since, new.as_of AS until
  FROM {rows} AS new JOIN dates USING (indicator_id, as_of)
),
joined AS (
  SELECT *, n - row_number() OVER (PARTITION BY indicator_id, {values} ORDER BY n) AS stay FROM dated
)
SELECT indicator_id, {values}, min(since) AS first_as_of, max(until) AS last_as_of
FROM joined GROUP BY indicator_id, {values}, stay
UNION ALL
SELECT indicator_id, {values}, first_as_of, last_as_of FROM previous_{periods} AS old
ANTI JOIN stretch ON stretch.indicator_id = old.indicator_id
  AND old.first_as_of <= stretch.last_read AND old.last_as_of >= stretch.first_read
ORDER BY first_as_of, indicator_id, {values}

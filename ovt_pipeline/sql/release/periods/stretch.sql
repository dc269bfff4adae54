-- Between which dates of each indicator may periods change: the dates written, and the ones published just before and after?
CREATE TEMP TABLE stretch AS
WITH span AS (
  SELECT indicator_id, min(as_of) AS first_written, max(as_of) AS last_written FROM written GROUP BY indicator_id
)
SELECT span.indicator_id,
  coalesce(max(as_of) FILTER (as_of < first_written), first_written) AS first_read,
  coalesce(min(as_of) FILTER (as_of > last_written), last_written) AS last_read
FROM span JOIN published USING (indicator_id)
GROUP BY span.indicator_id, first_written, last_written;

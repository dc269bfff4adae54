-- Between which states is each row that a measure judged, and which doubt leaves them open?
--
-- A measure says from which doubt of the closed list on each state is possible: not_counted_at, out_at, counted_at. Here worst and
-- best are the least and the greatest of the possible ones; doubt the first of the list that adds one; a doubt decides where the
-- worst is not the state without any.
WITH ranked AS (
  SELECT *,
    CASE WHEN not_counted_at < 99 THEN 'not_counted' WHEN out_at < 99 THEN 'out' ELSE 'counted' END AS worst,
    CASE WHEN counted_at < 99 THEN 'counted' WHEN out_at < 99 THEN 'out' ELSE 'not_counted' END AS best,
    CASE WHEN not_counted_at < 99 THEN not_counted_at WHEN out_at < 99 THEN out_at ELSE counted_at END > 0 AS doubt_decides,
    least(CASE WHEN not_counted_at > 0 THEN not_counted_at ELSE 99 END, CASE WHEN out_at > 0 THEN out_at ELSE 99 END,
      CASE WHEN counted_at > 0 THEN counted_at ELSE 99 END) AS first_doubt
  FROM judged
)
SELECT ranked.*, doubts.code AS doubt, states.n, CASE WHEN $is_rate THEN states.d ELSE 0 END AS d
FROM ranked
JOIN states ON states.state = ranked.worst
LEFT JOIN doubts ON doubts.rank = ranked.first_doubt

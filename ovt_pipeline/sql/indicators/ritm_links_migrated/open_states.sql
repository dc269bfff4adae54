-- In which states may each RITM link be, were it in the cohort, and from which doubt on?
WITH reached AS (
  SELECT
    as_of, entity, min(any_at) AS any_at,
    min(greatest(at_least, least(greatest(no_end_at, side_not_replaced_at), any_at))) AS not_counted_at,
    min(greatest(at_least, least(not_begun_at, end_at, no_motif_at, any_at))) AS out_at,
    min(greatest(at_least, least(greatest(no_end_at, replaced_at), no_motif_at, any_at))) AS counted_at,
    min(greatest(at_least, least(greatest(no_end_at, replaced_before_at), no_motif_at, any_at))) AS counted_before_at
  FROM own GROUP BY as_of, entity
)
SELECT  -- what vanished is not there any more: it may be anything else
  * EXCLUDE (counted_before_at) REPLACE (
    CASE WHEN any_at = 9 THEN 0 ELSE not_counted_at END AS not_counted_at,
    CASE WHEN any_at = 9 THEN 9 ELSE out_at END AS out_at,
    CASE WHEN any_at = 9 THEN 9 WHEN counted_at < 99 THEN least(counted_at, counted_before_at) ELSE 99 END AS counted_at)
FROM reached

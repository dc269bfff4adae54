-- May each job count, or not, and from which doubt on?
--
-- differs: what was rejected today changes something, also the region (D-REJECTED).
WITH names AS (  -- every job that a row names
  SELECT as_of, job, min(entity_id) AS entity_id FROM movements GROUP BY as_of, job
),
moved AS (  -- another region is a change too
  SELECT as_of, job
  FROM (
    SELECT as_of, job, region_code, bool_or(is_last_known) AS known, bool_or(is_last_with_rejected) AS with_rejected
    FROM regions_left GROUP BY as_of, job, region_code
  ) AS sides
  WHERE known <> with_rejected GROUP BY as_of, job
),
outcomes AS (
  SELECT
    names.as_of, names.job, names.entity_id,
    coalesce(min(happens_at) FILTER (is_last_known AND may_count), 99) AS counted_at,
    least(coalesce(min(happens_at) FILTER (is_last_known AND may_not_count), 99),
      CASE WHEN coalesce(bool_and(nothing_known), true) THEN 0 ELSE 99 END) AS not_counted_at,
    coalesce(min(happens_at) FILTER (is_last_with_rejected AND may_count), 99) AS today_counted_at,
    least(coalesce(min(happens_at) FILTER (is_last_with_rejected AND may_not_count), 99),
      CASE WHEN coalesce(bool_and(nothing_with_rejected), true) THEN 0 ELSE 99 END) AS today_not_counted_at
  FROM names LEFT JOIN candidates USING (as_of, job)
  GROUP BY names.as_of, names.job, names.entity_id
),
origins AS (
  SELECT
    as_of, job, bool_or(doubted) AS doubted,
    CASE  -- an end before the window is none
      WHEN min(origin) = 'ended' AND NOT bool_or(origin = 'note' OR (in_window AND NOT may_be_lacking)) THEN 'vanished'
      ELSE min(origin)
    END AS origin
  FROM judged_movements WHERE NOT is_rejected AND origin <> 'gone' GROUP BY as_of, job
),
open_states AS (  -- a job that vanished, or that the contract doubts, is either
  SELECT
    outcomes.*, coalesce(origins.origin, 'rejected') AS origin,
    (counted_at < 99) <> (today_counted_at < 99) OR (not_counted_at < 99) <> (today_not_counted_at < 99)
    OR moved.job IS NOT NULL AS differs,
    CASE WHEN origins.origin = 'vanished' THEN 9 WHEN origins.doubted THEN 12 ELSE 99 END AS any_at
  FROM outcomes LEFT JOIN origins USING (as_of, job) LEFT JOIN moved USING (as_of, job)
)
SELECT
  as_of, job, entity_id, origin, differs, any_at, counted_at = 0 AS counts_without_doubt,
  CASE
    WHEN any_at = 9 THEN 0
    WHEN differs THEN least(not_counted_at, 7)
    ELSE least(any_at, not_counted_at, greatest(7, today_not_counted_at))
  END AS not_counted_at,
  CASE
    WHEN any_at = 9 THEN 9
    WHEN differs AND today_counted_at = 99 THEN any_at
    ELSE least(any_at, counted_at, greatest(7, today_counted_at))
  END AS counted_at
FROM open_states

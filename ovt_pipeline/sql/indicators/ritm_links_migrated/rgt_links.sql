-- May each RGT link be in production, not, or no replacement at all (Annulé), and from which doubt on?
--
-- known_: as its last row says; today_: what today's rejected rows leave open instead, where there are some.
WITH modes AS (  -- D-STATUS
  SELECT
    *,
    CASE WHEN says_running IS NOT NULL AND NOT cut_over_in_window AND (says_running <> runs_at_extraction
      OR (cut_over_unread AND NOT coalesce(date_fin <= extraction_date, false))
      OR (end_unread AND coalesce(date_bascule <= extraction_date, false))) THEN 2 ELSE 99 END AS status_at
  FROM rgt_rows
),
of_links AS (
  SELECT
    as_of, rgt, is_rejected_row,
    min(CASE
      WHEN origin = 'vanished' THEN 9  -- it is not there any more
      WHEN is_cancelled AND cut_over_unread THEN 7
      WHEN is_cancelled AND cut_over_at = 0 THEN 2
      WHEN is_cancelled THEN 99
      ELSE least(greatest(cut_over_at, not_ended_at), status_at)
    END) AS runs_at,
    min(CASE WHEN origin = 'vanished' THEN 0 WHEN is_cancelled THEN 99 ELSE least(not_cut_over_at, ended_at, status_at) END)
      AS idle_at,
    min(CASE WHEN is_cancelled THEN 0 ELSE 99 END) AS absent_at,
    bool_or(is_cancelled) AS is_cancelled, bool_or(doubted) AS doubted,
    bool_and(is_cancelled AND NOT coalesce(date_bascule <= extraction_date, false)) AS is_no_replacement,
    min(date_bascule) AS date_bascule, max(date_fin) FILTER (ended_at = 0) AS date_fin
  FROM modes GROUP BY as_of, rgt, is_rejected_row
)
SELECT
  coalesce(known.as_of, today.as_of) AS as_of, coalesce(known.rgt, today.rgt) AS rgt, today.rgt IS NOT NULL AS is_rejected,
  coalesce(known.is_cancelled, false) AS is_cancelled, coalesce(known.doubted, false) AS doubted,
  known.date_bascule, known.date_fin,
  coalesce(known.is_no_replacement, today.is_no_replacement) AS is_no_replacement,
  coalesce(known.runs_at, 99) AS runs_at, coalesce(known.idle_at, 0) AS idle_at, coalesce(known.absent_at, 99) AS absent_at,
  greatest(7, coalesce(today.runs_at, known.runs_at)) AS today_runs_at,
  greatest(7, coalesce(today.idle_at, known.idle_at)) AS today_idle_at,
  greatest(7, coalesce(today.absent_at, known.absent_at)) AS today_absent_at
FROM (SELECT * FROM of_links WHERE NOT is_rejected_row) AS known
FULL JOIN (SELECT * FROM of_links WHERE is_rejected_row) AS today ON today.as_of = known.as_of AND today.rgt = known.rgt

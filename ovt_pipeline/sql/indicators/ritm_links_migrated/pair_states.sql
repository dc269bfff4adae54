-- May each pair be obligatoire, and its RGT link in production, and from which doubt on?
--
-- D-PAIR: a pair that names an RGT link which no lot accepted.
SELECT
  pairs.*, coalesce(rgt.is_rejected, false) AS rgt_is_rejected, coalesce(rgt.doubted, false) AS rgt_doubted,
  rgt.date_bascule, rgt.date_fin,
  CASE WHEN obligatoire_unread THEN 7 WHEN coalesce(obligatoire, true) THEN 0 ELSE 99 END AS binding_at,
  CASE WHEN obligatoire_unread THEN 7 WHEN coalesce(obligatoire, true) THEN 99 ELSE 0 END AS optional_at,
  CASE WHEN rgt_unread THEN 7 WHEN rgt.rgt IS NULL THEN 6 ELSE rgt.runs_at END AS runs_at,
  CASE WHEN rgt_unread THEN 7 WHEN rgt.rgt IS NULL THEN 0 ELSE rgt.idle_at END AS idle_at,
  CASE WHEN rgt_unread THEN 7 WHEN rgt.rgt IS NULL THEN 99 ELSE rgt.absent_at END AS absent_at,
  rgt.today_runs_at, rgt.today_idle_at, rgt.today_absent_at
FROM pairs LEFT JOIN rgt_links AS rgt ON rgt.as_of = pairs.as_of AND rgt.rgt = pairs.rgt

-- Which movements has each job: listed, gone from the lot used (D-VANISHED), rejected, or an end that a note gives it?
--
-- there_at and lacking_at: from which doubt on (relations/base.sql) is it there, or not?
WITH listed AS (  -- every job that the lot used names, accepted or rejected
  SELECT as_of, id_emploi__folded AS job FROM rh_regionalisation__mouvements__entities WHERE origin = 'reported'
  UNION
  SELECT as_of, job FROM rejected_movements WHERE is_in_lot_used AND job IS NOT NULL
)
SELECT
  as_of, id_emploi__folded AS job, origin, entity_id, extraction_date, no_evenement, false AS event_unread, type_mouvement,
  false AS type_unread, port_attache, false AS place_unread, date_effet, false AS day_unread, 0 AS there_at, 99 AS lacking_at,
  coalesce(doubted, false) AS doubted, false AS is_rejected, delivery_id, sheet, row_number
FROM rh_regionalisation__mouvements__entities WHERE origin <> 'rejected'
UNION ALL
SELECT  -- D-VANISHED: there, or not
  gone.as_of, gone.id_emploi__folded AS job, 'gone' AS origin, gone.id_emploi AS entity_id, gone.extraction_date,
  gone.no_evenement, false AS event_unread, gone.type_mouvement, false AS type_unread, gone.port_attache,
  false AS place_unread, gone.date_effet, false AS day_unread, 9 AS there_at, 0 AS lacking_at, false AS doubted,
  false AS is_rejected, gone.delivery_id, gone.sheet, gone.row_number
FROM rh_regionalisation__mouvements__rows_gone AS gone
SEMI JOIN listed ON listed.as_of = gone.as_of AND listed.job = gone.id_emploi__folded
UNION ALL
SELECT
  as_of, job, 'rejected' AS origin, entity_id, extraction_date, no_evenement,
  no_evenement IS NULL AS event_unread, type_mouvement, type_unread, port_attache, place_unread, date_effet, day_unread,
  7 AS there_at, 99 AS lacking_at, false AS doubted, true AS is_rejected, delivery_id, sheet, row_number
FROM rejected_movements WHERE job IS NOT NULL
UNION ALL
SELECT  -- an end that a note gives to a job that is no longer listed: the last of its day
  jobs.as_of, jobs.id_emploi__folded AS job, 'note' AS origin, min(jobs.entity_id) AS entity_id,
  max(jobs.as_of) AS extraction_date, 1e18::BIGINT AS no_evenement, false AS event_unread,
  noted.kind AS type_mouvement,
  false AS type_unread, NULL AS port_attache, false AS place_unread, noted.day AS date_effet, false AS day_unread, 0 AS there_at,
  99 AS lacking_at, false AS doubted, false AS is_rejected, min(jobs.delivery_id) AS delivery_id, min(jobs.sheet) AS sheet,
  min(jobs.row_number) AS row_number
FROM rh_regionalisation__mouvements__entities AS jobs
JOIN noted_ends AS noted ON noted.export = 'rh_regionalisation' AND noted.entity = jobs.id_emploi__folded
  AND noted.other_key IS NULL AND noted.day <= jobs.as_of
JOIN reference_dates AS reference ON reference.name = 'jobs_window_start'
WHERE jobs.origin IN ('ended', 'noted')
GROUP BY jobs.as_of, jobs.id_emploi__folded, noted.kind, noted.day, reference.day
HAVING min(jobs.origin) = 'noted'  -- an end of its own goes first; one before the window is none
  OR max(jobs.date_effet) FILTER (jobs.date_effet <= least(jobs.extraction_date, jobs.as_of)) < reference.day

-- Which jobs count as regionalised at each as_of?
-- @rule_version 2.0
-- @kind count
-- @exports rh_regionalisation municipalites
-- @scenarios gross_additions
--
-- A job is not_counted or counted: what its last movement says. Each number ending in _at says from which doubt of the closed
-- list on (relations/base.sql) something is possible: 0 without any, 99 never. A movement is there or not; one that may be the
-- last gives the job its state.
WITH
window_start AS (
  SELECT reference.day FROM reference_dates AS reference WHERE reference.name = 'jobs_window_start'
),
jobs AS (
  SELECT * FROM rh_regionalisation__mouvements__entities
),
rejected AS (  -- a rejected row is every row that it could be; dated nowhere it is only planned
  SELECT
    rows.*, rows.id_emploi__folded AS job,
    date_effet__defect IS NOT NULL OR (date_effet IS NULL AND date_prevue IS NULL AND date_prevue__defect IS NULL) AS day_unread,
    type_mouvement__defect IS NOT NULL OR type_mouvement IS NULL AS type_unread,
    port_attache__defect IS NOT NULL OR (port_attache IS NULL AND (
      type_mouvement IS NULL OR type_mouvement IN ('Régionalisation', 'Transfert'))) AS place_unread
  FROM rh_regionalisation__mouvements__rejections AS rows
  SEMI JOIN (  -- those of the lot used, and those that stood beside the end of a job
    SELECT as_of, delivery_id, NULL AS job FROM lots_used
    UNION
    SELECT as_of, delivery_id, id_emploi__folded AS job FROM jobs WHERE origin = 'ended'
  ) AS lots ON lots.as_of = rows.as_of AND lots.delivery_id = rows.delivery_id
    AND coalesce(lots.job = id_emploi__folded, lots.job IS NULL)
),
listed AS (  -- every job that the lot used names, accepted or rejected
  SELECT as_of, id_emploi__folded AS job FROM jobs WHERE origin = 'reported'
  UNION
  SELECT as_of, job FROM rejected WHERE is_in_lot_used AND job IS NOT NULL
),
movements AS (  -- there_at and lacking_at: from which doubt on is it there, or not?
  SELECT
    as_of, id_emploi__folded AS job, origin, entity_id, extraction_date, no_evenement, false AS event_unread, type_mouvement,
    false AS type_unread, port_attache, false AS place_unread, date_effet, false AS day_unread, 0 AS there_at, 99 AS lacking_at,
    coalesce(doubted, false) AS doubted, false AS is_rejected, delivery_id, sheet, row_number
  FROM jobs WHERE origin <> 'rejected'
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
  FROM rejected WHERE job IS NOT NULL
  UNION ALL
  SELECT  -- an end that a note gives to a job that is no longer listed
    jobs.as_of, jobs.id_emploi__folded AS job, 'ended' AS origin, min(jobs.entity_id) AS entity_id,
    max(jobs.as_of) AS extraction_date, max(jobs.no_evenement) + 1 AS no_evenement, false AS event_unread,
    noted.kind AS type_mouvement,
    false AS type_unread, NULL AS port_attache, false AS place_unread, noted.day AS date_effet, false AS day_unread, 0 AS there_at,
    99 AS lacking_at, false AS doubted, false AS is_rejected, min(jobs.delivery_id) AS delivery_id, min(jobs.sheet) AS sheet,
    min(jobs.row_number) AS row_number
  FROM jobs JOIN noted_ends AS noted ON jobs.origin = 'ended' AND noted.export = 'rh_regionalisation'
    AND noted.entity = jobs.id_emploi__folded AND noted.other_key IS NULL AND noted.day <= jobs.as_of
  GROUP BY jobs.as_of, jobs.id_emploi__folded, noted.kind, noted.day
),
spans AS (  -- the days between which no rule of eligibility changes
  SELECT as_of, day AS first_day, coalesce(lead(day) OVER (PARTITION BY as_of ORDER BY day) - 1, as_of) AS last_day
  FROM (
    SELECT days.as_of, window_start.day FROM as_of_dates AS days CROSS JOIN window_start
    UNION
    SELECT days.as_of, rule.valid_from AS day
    FROM as_of_dates AS days CROSS JOIN window_start JOIN eligibility AS rule
      ON rule.valid_from > window_start.day AND rule.valid_from <= days.as_of
    UNION
    SELECT days.as_of, rule.valid_to + 1 AS day
    FROM as_of_dates AS days CROSS JOIN window_start JOIN eligibility AS rule
      ON rule.valid_to >= window_start.day AND rule.valid_to < days.as_of
  ) AS turning_days
),
eligible_places AS (  -- the most precise rule decides: municipality, then region, then all
  SELECT
    spans.as_of, spans.first_day, spans.last_day, places.code, places.region_code,
    coalesce(rule.eligible, false) AS is_eligible
  FROM spans
  JOIN places ON places.as_of = spans.as_of
  LEFT JOIN eligibility AS rule
    ON rule.territory IN ('*', 'region:' || places.region_code, 'municipality:' || places.code)
    AND coalesce(rule.valid_from <= spans.first_day, true) AND coalesce(rule.valid_to >= spans.first_day, true)
  QUALIFY row_number() OVER (
    PARTITION BY spans.as_of, spans.first_day, places.code ORDER BY length(rule.territory) DESC, rule.valid_from DESC) = 1
),
open_regions AS (  -- where something is eligible, and when
  SELECT DISTINCT as_of, first_day, last_day, region_code FROM eligible_places WHERE is_eligible
),
judged_movements AS (  -- in the window and until as_of: a fact, or after the extraction of its delivery, happened or not
  SELECT
    movements.*, place.region_code, CASE WHEN day_unread THEN spans.last_day ELSE date_effet END AS last_day,
    coalesce(spans.last_day IS NOT NULL, false) AS in_window, coalesce(place.is_eligible, false) AS is_eligible,
    coalesce(date_effet > extraction_date, false) AS is_future,
    greatest(there_at, CASE WHEN coalesce(date_effet > extraction_date, false) THEN 3 ELSE 0 END) AS happens_at,
    (type_unread OR coalesce(type_mouvement IN ('Régionalisation', 'Transfert'), false))
    AND coalesce(place.is_eligible OR (place_unread AND EXISTS (SELECT 1 FROM open_regions AS open
      WHERE open.as_of = spans.as_of AND open.first_day = spans.first_day)), false) AS may_count,
    type_unread OR place_unread OR NOT coalesce(type_mouvement IN ('Régionalisation', 'Transfert') AND place.is_eligible, false)
      AS may_not_count,
    day_unread OR lacking_at < 99 OR coalesce(date_effet > extraction_date, false) AS may_be_lacking,
    CASE WHEN day_unread THEN NULL ELSE date_effet END AS first_day, spans.first_day AS span,
    coalesce(no_evenement, 1e300) AS last_event, coalesce(no_evenement, -1e300) AS first_event,
    CASE
      WHEN is_rejected AND NOT event_unread THEN 'e' || no_evenement
      ELSE movements.origin || movements.delivery_id || ':' || movements.row_number
    END AS slot
  FROM movements
  LEFT JOIN spans ON spans.as_of = movements.as_of
    AND (day_unread OR movements.date_effet BETWEEN spans.first_day AND spans.last_day)
  LEFT JOIN eligible_places AS place ON place.as_of = spans.as_of AND place.first_day = spans.first_day
    AND place.code = movements.port_attache AND NOT place_unread
),
-- the earliest place that what is certainly there leaves for the last movement; of a repeated key, one of its rows is there
slots AS (
  SELECT
    as_of, job, is_rejected, slot, bool_or(may_be_lacking) AS may_be_lacking, min(first_day) AS first_day,
    arg_min(first_event, (first_day, first_event)) AS first_event
  FROM judged_movements WHERE in_window GROUP BY as_of, job, is_rejected, slot
),
rejected_out_of_window AS (  -- a repeated key of which one row is out of the window: it may be that one
  SELECT DISTINCT as_of, job, slot FROM judged_movements WHERE is_rejected AND NOT in_window
),
floors AS (
  SELECT
    slots.as_of, slots.job, max(CASE WHEN NOT is_rejected THEN row(first_day, first_event) END) AS accepted_floor,
    max(row(first_day, first_event)) AS rejected_floor
  FROM slots LEFT JOIN rejected_out_of_window AS out_of ON is_rejected AND out_of.as_of = slots.as_of AND out_of.job = slots.job
    AND out_of.slot = slots.slot
  WHERE NOT may_be_lacking AND out_of.slot IS NULL
  GROUP BY slots.as_of, slots.job
),
candidates AS (
  SELECT
    movements.*,
    NOT is_rejected AND (accepted_floor IS NULL OR row(last_day, last_event) >= accepted_floor) AS is_last_known,
    rejected_floor IS NULL OR row(last_day, last_event) >= rejected_floor AS is_last_with_rejected,
    accepted_floor IS NULL AS nothing_known, rejected_floor IS NULL AS nothing_with_rejected
  FROM judged_movements AS movements LEFT JOIN floors USING (as_of, job)
  WHERE in_window
),
names AS (  -- every job that a row names
  SELECT as_of, job, min(entity_id) AS entity_id FROM movements GROUP BY as_of, job
),
regions_left AS (  -- where it may count, without what was rejected, and with it
  SELECT DISTINCT candidates.as_of, candidates.job, candidates.is_last_known, candidates.is_last_with_rejected,
    coalesce(open.region_code, candidates.region_code) AS region_code
  FROM candidates
  LEFT JOIN open_regions AS open ON place_unread AND open.as_of = candidates.as_of AND open.first_day = candidates.span
  WHERE may_count
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
  SELECT as_of, id_emploi__folded AS job, min(origin) AS origin, bool_or(coalesce(doubted, false)) AS doubted
  FROM jobs GROUP BY as_of, id_emploi__folded
),
states AS (  -- what was rejected changes something, or nothing; a job that vanished, or that the contract doubts, is either
  SELECT
    outcomes.*, coalesce(origins.origin, 'rejected') AS origin,
    (counted_at < 99) <> (today_counted_at < 99) OR (not_counted_at < 99) <> (today_not_counted_at < 99)
    OR moved.job IS NOT NULL AS differs,
    CASE WHEN origins.origin = 'vanished' THEN 9 WHEN origins.doubted THEN 12 ELSE 99 END AS any_at
  FROM outcomes LEFT JOIN origins USING (as_of, job) LEFT JOIN moved USING (as_of, job)
),
judged AS (
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
  FROM states
),
last_certain AS (  -- the row that a job is judged by: its last certain movement, else the last of those that are not
  SELECT * FROM judged_movements
  QUALIFY row_number() OVER (PARTITION BY as_of, job ORDER BY (NOT is_rejected AND in_window AND NOT may_be_lacking) DESC,
    (NOT is_rejected) DESC, in_window DESC, date_effet DESC NULLS LAST, no_evenement DESC NULLS LAST, row_number ASC) = 1
),
explained AS (
  SELECT
    judged.*, last.delivery_id, last.sheet, last.row_number,
    CASE WHEN NOT is_rejected AND in_window AND NOT may_be_lacking THEN last.region_code END AS region_code,
    CASE
      WHEN differs THEN 'REJECTED'
      WHEN judged.origin = 'vanished' THEN 'VANISHED'
      WHEN counts_without_doubt THEN 'COUNTED'
      WHEN is_rejected THEN 'REJECTED'
      WHEN last.date_effet IS NULL OR last.date_effet > last.as_of THEN 'PLANNED'
      WHEN NOT in_window THEN 'BEFORE-WINDOW'
      WHEN may_be_lacking THEN 'PLANNED'
      WHEN type_mouvement = 'Retour' THEN 'RETURNED'
      WHEN type_mouvement = 'Abolition' THEN 'ABOLISHED'
      ELSE 'NOT-ELIGIBLE'
    END AS reason_code,
    CASE WHEN in_window AND NOT is_rejected AND NOT may_be_lacking THEN last.date_effet END AS fact_date,
    CASE WHEN judged.not_counted_at < 99 THEN 'not_counted' ELSE 'counted' END AS worst
  FROM judged JOIN last_certain AS last USING (as_of, job)
),
elsewhere AS (  -- the other regions that its possible last movements leave open, where something is eligible
  SELECT DISTINCT explained.* EXCLUDE (region_code), place.region_code
  FROM explained
  JOIN regions_left AS place ON place.as_of = explained.as_of AND place.job = explained.job
    AND CASE WHEN differs THEN is_last_with_rejected ELSE is_last_known END
  WHERE place.region_code IS DISTINCT FROM explained.region_code AND explained.counted_at < 99
    AND explained.origin <> 'vanished'
  UNION
  SELECT  -- D-CONTRACT on a job whose own region cannot be told, or has nothing eligible: any that has
    explained.* EXCLUDE (region_code), open.region_code
  FROM explained
  JOIN open_regions AS open ON open.as_of = explained.as_of
  ANTI JOIN open_regions AS home ON home.as_of = explained.as_of AND home.region_code = explained.region_code
  WHERE explained.any_at = 12
),
additions AS (  -- gross: not counted on the first day that figures describe, and brought to an eligible place since
  SELECT as_of, job
  FROM judged_movements
  JOIN reference_dates AS reference ON reference.name = 'first_as_of'
  WHERE in_window AND NOT is_rejected AND NOT may_be_lacking
  GROUP BY as_of, job
  HAVING bool_or(may_count AND date_effet > reference.day)
    AND NOT coalesce(arg_max(may_count, (date_effet, no_evenement)) FILTER (date_effet <= reference.day), false)
),
unread AS (  -- k: a rejected movement whose job cannot be read, and which may have happened by then
  SELECT
    rejected.*, spans.first_day AS span, type_unread OR type_mouvement IN ('Régionalisation', 'Transfert') AS may_arrive
  FROM rejected
  JOIN spans ON spans.as_of = rejected.as_of
    AND (day_unread OR rejected.date_effet BETWEEN spans.first_day AND spans.last_day)
  WHERE job IS NULL
),
brought AS (  -- k+: those of them that could count, and where
  SELECT DISTINCT unread.as_of, unread.entity_id, coalesce(place.region_code, open.region_code) AS region_code
  FROM unread
  LEFT JOIN eligible_places AS place ON NOT place_unread AND place.as_of = unread.as_of AND place.first_day = unread.span
    AND place.code = unread.port_attache AND place.is_eligible
  LEFT JOIN open_regions AS open ON place_unread AND open.as_of = unread.as_of AND open.first_day = unread.span
  WHERE may_arrive AND coalesce(place.region_code, open.region_code) IS NOT NULL
),
beside AS (
  SELECT DISTINCT unread.as_of, unread.entity_id, unread.delivery_id, unread.sheet, unread.row_number, 'whole' AS scope,
    NULL AS region_code, brought.entity_id IS NOT NULL AS brings
  FROM unread
  LEFT JOIN (SELECT DISTINCT as_of, entity_id FROM brought) AS brought USING (as_of, entity_id)
  UNION ALL
  SELECT DISTINCT unread.as_of, unread.entity_id, unread.delivery_id, unread.sheet, unread.row_number, 'region' AS scope,
    regions.region_code, brought.entity_id IS NOT NULL AS brings
  FROM unread
  JOIN regions ON regions.region_code <> '00'
  LEFT JOIN brought ON brought.as_of = unread.as_of AND brought.entity_id = unread.entity_id
    AND brought.region_code = regions.region_code
)
SELECT
  as_of, entity_id, region_code, not_counted_at, 99 AS out_at, counted_at, reason_code, fact_date, delivery_id, sheet, row_number,
  NULL AS beside,
  CASE
    WHEN EXISTS (SELECT 1 FROM open_regions AS open WHERE open.as_of = explained.as_of AND open.region_code = explained.region_code)
      THEN 'both'
    ELSE 'whole'  -- in a region where nothing is eligible it counts nowhere
  END AS scope,
  NOT EXISTS (SELECT 1 FROM elsewhere WHERE elsewhere.as_of = explained.as_of AND elsewhere.job = explained.job)
    AS is_region_sure,
  CASE WHEN EXISTS (SELECT 1 FROM additions WHERE additions.as_of = explained.as_of AND additions.job = explained.job)
    THEN 'counted' ELSE 'not_counted' END AS state_gross_additions
FROM explained
UNION ALL
SELECT
  as_of, entity_id, region_code, not_counted_at, 99 AS out_at, counted_at, reason_code, NULL AS fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'region' AS scope, false AS is_region_sure, NULL AS state_gross_additions
FROM elsewhere
UNION ALL
SELECT
  as_of, entity_id, region_code, 0 AS not_counted_at, 99 AS out_at, 99 AS counted_at, 'REJECTED-NEW' AS reason_code,
  NULL::DATE AS fact_date, delivery_id, sheet, row_number, CASE WHEN brings THEN 'any_entity' ELSE 'takes' END AS beside, scope,
  true AS is_region_sure, CASE WHEN scope = 'whole' THEN 'not_counted' END AS state_gross_additions
FROM beside

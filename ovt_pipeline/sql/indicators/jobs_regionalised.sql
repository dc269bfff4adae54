-- Which jobs count as regionalised at each as_of?
-- @rule_version 1.0
-- @kind count
-- @exports rh_regionalisation municipalites
--
-- One row per as_of and job, with the letters of indicators.md: n of the value, every doubt against the indicator; b, what
-- resolving its doubt adds; k, a rejected movement whose job cannot even be read.
-- A movement dated after the extraction of its delivery may or may not have happened: the job counts against the indicator
-- only if it counts whichever of them happened, and in favour if it counts in one of those cases.
WITH
lot_used AS (
  SELECT as_of, delivery_id, lot_order FROM lots_used WHERE export = 'rh_regionalisation'
),
places AS (  -- the region is that of the attach point in the municipality list used at as_of, and in no other
  SELECT lots_used.as_of, place.mcode, place.regadm AS region_code
  FROM lots_used JOIN municipalites__municipalites AS place USING (delivery_id)
),
job_lots AS (
  SELECT id_emploi, lot_order, lead(lot_order) OVER (PARTITION BY id_emploi ORDER BY lot_order) AS next_lot_order
  FROM (SELECT DISTINCT id_emploi, lot_order FROM rh_regionalisation__mouvements)
),
rejected_movements AS (  -- outside the window, after as_of or only planned, it cannot change the figure: a remark
  SELECT lot_used.as_of, rows.*, places.region_code,
    CASE WHEN date_effet IS NOT NULL THEN date_effet BETWEEN reference.day AND lot_used.as_of
      ELSE date_effet__defect IS NOT NULL OR date_prevue IS NULL END AS may_count
  FROM lot_used JOIN rh_regionalisation__mouvements__rejected AS rows ON rows.lot_order <= lot_used.lot_order
  JOIN reference_dates AS reference ON reference.name = 'jobs_window_start'
  LEFT JOIN places ON places.as_of = lot_used.as_of AND places.mcode = rows.port_attache
),
rejected_jobs AS (  -- D-REJECTED: a movement row of the job was rejected; a region its rows disagree on widens 00 only
  SELECT as_of, id_emploi, lot_order, bool_or(may_count) AS may_count,
    CASE WHEN bool_and(region_code IS NOT NULL OR NOT may_count)
      AND min(region_code) FILTER (may_count) = max(region_code) FILTER (may_count)
      THEN min(region_code) FILTER (may_count) END AS region_code,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM rejected_movements
  WHERE id_emploi IS NOT NULL GROUP BY as_of, id_emploi, lot_order
),
rejected_now AS (
  SELECT * FROM rejected_jobs SEMI JOIN lot_used USING (as_of, lot_order)
),
jobs AS (  -- each job with the last lot that has it; D-VANISHED when the lot used has it neither accepted nor rejected
  SELECT lot_used.as_of, job.id_emploi, job.lot_order,
    job.lot_order < lot_used.lot_order AND rejected_now.id_emploi IS NULL AS d_vanished,
    job.lot_order < lot_used.lot_order AND rejected_now.id_emploi IS NOT NULL AS only_rejected_rows,
    coalesce(rejected_now.may_count, false) AS d_rejected,
    coalesce(rejected_then.may_count, false) AS was_rejected,  -- in its last lot, the lot used or not
    CASE WHEN rejected_now.may_count THEN rejected_now.region_code ELSE rejected_then.region_code END AS rejected_region
  FROM lot_used JOIN job_lots AS job ON job.lot_order <= lot_used.lot_order
    AND (job.next_lot_order IS NULL OR job.next_lot_order > lot_used.lot_order)
  LEFT JOIN rejected_now ON rejected_now.as_of = lot_used.as_of AND rejected_now.id_emploi = job.id_emploi
  LEFT JOIN rejected_jobs AS rejected_then ON rejected_then.as_of = lot_used.as_of
    AND rejected_then.id_emploi = job.id_emploi AND rejected_then.lot_order = job.lot_order
),
movements AS (  -- without an effective date, or after as_of, it is planned; before the window it is ignored
  SELECT jobs.as_of, d_vanished, only_rejected_rows, d_rejected, was_rejected, rejected_region, rows.*, places.region_code,
    coalesce(date_effet BETWEEN reference.day AND jobs.as_of, false) AS in_window,
    coalesce(date_effet <= extraction_date, false) AS is_fact
  FROM jobs JOIN rh_regionalisation__mouvements AS rows USING (id_emploi, lot_order)
  JOIN reference_dates AS reference ON reference.name = 'jobs_window_start'
  LEFT JOIN places ON places.as_of = jobs.as_of AND places.mcode = rows.port_attache
),
eligible AS (  -- eligible on date_effet: the most precise rule decides, municipality, then region, then all
  SELECT movements.*, type_mouvement IN ('Régionalisation', 'Transfert') AS arrives, coalesce(rule.eligible, false) AS is_eligible
  FROM movements
  LEFT JOIN eligibility AS rule
    ON region_code IS NOT NULL AND rule.territory IN ('*', 'region:' || region_code, 'municipality:' || port_attache)
    AND coalesce(rule.valid_from <= date_effet, true) AND coalesce(rule.valid_to >= date_effet, true)
  QUALIFY row_number() OVER (
    PARTITION BY movements.as_of, delivery_id, row_number ORDER BY length(rule.territory) DESC, rule.valid_from DESC) = 1
),
ranked AS (  -- its last movement by date_effet, then no_evenement as a number, first among those that are facts
  SELECT *, arrives AND is_eligible AS counts,
    row_number() OVER (PARTITION BY as_of, id_emploi ORDER BY in_window AND is_fact DESC, in_window DESC,
      date_effet DESC NULLS LAST, no_evenement DESC) AS rank_from_last
  FROM eligible
),
possible_last AS (  -- the movements that may be the last at as_of: the last fact, and each that may have happened since
  SELECT * FROM ranked WHERE in_window AND (NOT is_fact OR rank_from_last = 1)
),
outcomes AS (
  SELECT as_of, id_emploi, bool_and(counts) AND bool_or(is_fact) AS counts_against, bool_or(counts) AS counts_in_favour,
    arg_max(region_code, (date_effet, no_evenement)) FILTER (counts AND NOT is_fact) AS future_region
  FROM possible_last GROUP BY as_of, id_emploi
),
judged AS (  -- a job rejected or vanished is not counted; in favour it is counted, or as its last known state
  SELECT last.*,
    NOT (d_vanished OR d_rejected OR only_rejected_rows) AND coalesce(outcomes.counts_against, false) AS against,
    d_rejected OR was_rejected OR only_rejected_rows OR coalesce(outcomes.counts_in_favour, false) AS in_favour,
    CASE WHEN d_rejected OR was_rejected THEN rejected_region
      ELSE coalesce(CASE WHEN last.counts AND last.in_window THEN last.region_code END, outcomes.future_region,
        CASE WHEN NOT only_rejected_rows THEN last.region_code END) END AS job_region
  FROM ranked AS last LEFT JOIN outcomes USING (as_of, id_emploi)
  WHERE last.rank_from_last = 1
),
explained AS (
  SELECT *,
    CASE
      WHEN d_rejected OR only_rejected_rows THEN 'REJECTED'
      WHEN d_vanished THEN 'VANISHED'
      WHEN against THEN 'COUNTED'
      WHEN date_effet IS NULL OR date_effet > as_of THEN 'PLANNED'
      WHEN NOT in_window THEN 'BEFORE-WINDOW'
      WHEN NOT is_fact THEN 'PLANNED'
      WHEN type_mouvement = 'Retour' THEN 'RETURNED'
      WHEN type_mouvement = 'Abolition' THEN 'ABOLISHED'
      WHEN NOT is_eligible THEN 'NOT-ELIGIBLE'
      ELSE 'PLANNED'
    END AS reason_code,
    CASE
      WHEN against = in_favour THEN NULL  -- a doubt that cannot change the figure is a remark
      WHEN d_rejected OR only_rejected_rows THEN 'D-REJECTED'
      WHEN d_vanished THEN 'D-VANISHED'
      ELSE 'D-FUTURE'
    END AS doubt
  FROM judged
),
rejected_new AS (  -- D-REJECTED too: a job known only by rejected rows
  SELECT rejected_now.*
  FROM rejected_now
  ANTI JOIN jobs ON jobs.as_of = rejected_now.as_of AND jobs.id_emploi = rejected_now.id_emploi
),
unreadable AS (  -- k: whatever else it says, it may take a job away or add one
  SELECT as_of, '?' || coalesce(sheet, '') || ':' || row_number AS entity_id, region_code, delivery_id, sheet, row_number
  FROM rejected_movements SEMI JOIN lot_used USING (as_of, lot_order) WHERE id_emploi IS NULL
)
SELECT as_of, id_emploi AS entity_id, job_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  against::INTEGER AS n, 0 AS d, in_favour::INTEGER - against::INTEGER AS b, 0 AS c, 0 AS r, 0 AS k
FROM explained
UNION ALL BY NAME
SELECT as_of, id_emploi AS entity_id, region_code, 'REJECTED' AS reason_code,
  CASE WHEN may_count THEN 'D-REJECTED' END AS doubt, delivery_id, sheet, row_number,
  0 AS n, 0 AS d, may_count::INTEGER AS b, 0 AS c, 0 AS r, 0 AS k
FROM rejected_new
UNION ALL BY NAME
SELECT as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  0 AS n, 0 AS d, 0 AS b, 0 AS c, 0 AS r, 1 AS k
FROM unreadable

-- Which jobs count as regionalised at each as_of?
-- @rule_version 1.0
-- @kind count
-- @exports rh_regionalisation municipalites
--
-- One row per as_of and job, with what it adds to the value (every doubt against the indicator), the low and the high.
-- A movement dated after the extraction of its delivery may or may not have happened: the job counts against the indicator
-- only if it counts whichever of them happened, and for it if it counts in one of those cases.
WITH
used AS (
  SELECT as_of, delivery_id, lot_order, extraction_date FROM lots_used WHERE export = 'rh_regionalisation'
),
places AS (  -- region of each municipality in the list used at as_of; a code that list lacks keeps its last known region
  SELECT used.as_of, place.mcode, place.regadm AS region_code
  FROM lots_used AS used JOIN municipalites__municipalites AS place
    ON used.export = 'municipalites' AND place.lot_order <= used.lot_order
  QUALIFY row_number() OVER (
    PARTITION BY used.as_of, place.mcode ORDER BY place.delivery_id = used.delivery_id DESC, place.lot_order DESC) = 1
),
job_lots AS (
  SELECT id_emploi, lot_order, lead(lot_order) OVER (PARTITION BY id_emploi ORDER BY lot_order) AS next_lot_order
  FROM (SELECT DISTINCT id_emploi, lot_order FROM rh_regionalisation__mouvements)
),
rejected AS (
  SELECT used.as_of, rows.* FROM used JOIN rh_regionalisation__mouvements__rejected AS rows USING (delivery_id)
),
rejected_movements AS (  -- outside the window, after as_of or only planned, it cannot change the figure: a remark
  SELECT rejected.*, places.region_code,
    CASE WHEN date_effet IS NOT NULL THEN date_effet BETWEEN reference.day AND rejected.as_of
      ELSE date_effet__defect IS NOT NULL OR date_prevue IS NULL END AS may_count
  FROM rejected JOIN reference_dates AS reference ON reference.name = 'jobs_window_start'
  LEFT JOIN places ON places.as_of = rejected.as_of AND places.mcode = rejected.port_attache
),
rejected_jobs AS (  -- any other makes its job a doubt; a region that its rows do not agree on widens 00 only
  SELECT as_of, id_emploi, bool_or(may_count) AS may_count,
    CASE WHEN bool_and(region_code IS NOT NULL OR NOT may_count)
      AND min(region_code) FILTER (may_count) = max(region_code) FILTER (may_count)
      THEN min(region_code) FILTER (may_count) END AS region_code,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM rejected_movements
  WHERE id_emploi IS NOT NULL GROUP BY as_of, id_emploi
),
jobs AS (  -- each job with the last lot that has it, up to the lot used; one that the lot used lacks is D-VANISHED
  SELECT used.as_of, job.id_emploi, job.lot_order,
    job.lot_order < used.lot_order AND rejected_jobs.id_emploi IS NULL AS is_vanished,
    coalesce(rejected_jobs.may_count, false) AS is_rejected,
    job.lot_order < used.lot_order AND rejected_jobs.id_emploi IS NOT NULL AS is_unread,  -- only rejected rows left
    rejected_jobs.region_code AS rejected_region
  FROM used JOIN job_lots AS job ON job.lot_order <= used.lot_order
    AND (job.next_lot_order IS NULL OR job.next_lot_order > used.lot_order)
  LEFT JOIN rejected_jobs ON rejected_jobs.as_of = used.as_of AND rejected_jobs.id_emploi = job.id_emploi
),
movements AS (  -- a movement without an effective date, or after as_of, is planned; before the window it is ignored
  SELECT jobs.as_of, jobs.is_vanished, jobs.is_rejected, jobs.is_unread, jobs.rejected_region, rows.*, places.region_code,
    coalesce(date_effet BETWEEN reference.day AND jobs.as_of, false) AS in_window,
    coalesce(date_effet <= least(jobs.as_of, extraction_date), false) AS happened
  FROM jobs JOIN rh_regionalisation__mouvements AS rows USING (id_emploi, lot_order)
  JOIN reference_dates AS reference ON reference.name = 'jobs_window_start'
  LEFT JOIN places ON places.as_of = jobs.as_of AND places.mcode = rows.port_attache
),
eligible AS (  -- the most precise rule decides: municipality, then region, then all; a place in no list is not eligible
  SELECT movements.*, type_mouvement IN ('Régionalisation', 'Transfert') AS arrives, coalesce(rule.eligible, false) AS is_eligible
  FROM movements
  LEFT JOIN eligibility AS rule ON region_code IS NOT NULL AND rule.territory IN ('*', 'region:' || region_code, 'municipality:' || port_attache)
    AND coalesce(rule.valid_from <= date_effet, true) AND coalesce(rule.valid_to >= date_effet, true)
  QUALIFY row_number() OVER (
    PARTITION BY movements.as_of, delivery_id, row_number ORDER BY length(rule.territory) DESC, rule.valid_from DESC) = 1
),
ranked AS (  -- last movement by (date_effet, no_evenement), first among those that happened
  SELECT *, arrives AND is_eligible AS counts,
    row_number() OVER (PARTITION BY as_of, id_emploi ORDER BY in_window AND happened DESC, in_window DESC,
      date_effet DESC NULLS LAST, no_evenement DESC) AS rank_of_fact
  FROM eligible
),
candidates AS (  -- the movements that may be the last at as_of: the last that happened, and each that may have since
  SELECT * FROM ranked WHERE in_window AND (NOT happened OR rank_of_fact = 1)
),
outcomes AS (
  SELECT as_of, id_emploi, bool_and(counts) AND bool_or(happened) AS counts_at_worst, bool_or(counts) AS counts_at_best,
    arg_max(region_code, no_evenement) FILTER (counts AND NOT happened) AS future_region
  FROM candidates GROUP BY as_of, id_emploi
),
judged AS (
  SELECT last.*,
    NOT (last.is_vanished OR last.is_rejected OR last.is_unread) AND coalesce(outcomes.counts_at_worst, false) AS counted,
    last.is_rejected OR (NOT last.is_unread AND coalesce(outcomes.counts_at_best, false)) AS may_count,
    CASE WHEN last.is_rejected THEN last.rejected_region
      ELSE coalesce(CASE WHEN last.counts THEN last.region_code END, outcomes.future_region, last.region_code) END AS job_region
  FROM ranked AS last LEFT JOIN outcomes USING (as_of, id_emploi)
  WHERE last.rank_of_fact = 1
),
explained AS (
  SELECT *,
    CASE
      WHEN is_rejected OR is_unread THEN 'REJECTED'
      WHEN is_vanished THEN 'VANISHED'
      WHEN counted THEN 'COUNTED'
      WHEN date_effet IS NULL OR date_effet > as_of THEN 'PLANNED'
      WHEN NOT in_window THEN 'BEFORE-WINDOW'
      WHEN NOT happened THEN 'PLANNED'
      WHEN type_mouvement = 'Retour' THEN 'RETURNED'
      WHEN type_mouvement = 'Abolition' THEN 'ABOLISHED'
      WHEN NOT is_eligible THEN 'NOT-ELIGIBLE'
      ELSE 'PLANNED'
    END AS reason_code,
    CASE WHEN is_rejected THEN 'D-REJECTED' WHEN counted = may_count THEN NULL WHEN is_vanished THEN 'D-VANISHED'
      ELSE 'D-FUTURE' END AS doubt
  FROM judged
),
new_rejected AS (  -- a job known only by rejected rows
  SELECT rejected_jobs.*
  FROM rejected_jobs
  ANTI JOIN jobs ON jobs.as_of = rejected_jobs.as_of AND jobs.id_emploi = rejected_jobs.id_emploi
),
unreadable AS (  -- k: a movement whose job cannot even be read, whatever else it says, may take a job away or add one
  SELECT as_of, '?' || coalesce(sheet, '') || ':' || row_number AS entity_id, region_code, delivery_id, sheet, row_number
  FROM rejected_movements WHERE id_emploi IS NULL
)
SELECT as_of, id_emploi AS entity_id, job_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  counted::INTEGER AS n_value, 0 AS d_value, counted::INTEGER AS n_low, 0 AS d_low, may_count::INTEGER AS n_high, 0 AS d_high
FROM explained
UNION ALL BY NAME
SELECT as_of, id_emploi AS entity_id, region_code, 'REJECTED' AS reason_code,
  CASE WHEN may_count THEN 'D-REJECTED' END AS doubt, delivery_id, sheet, row_number,
  0 AS n_value, 0 AS d_value, 0 AS n_low, 0 AS d_low, may_count::INTEGER AS n_high, 0 AS d_high
FROM new_rejected
UNION ALL BY NAME
SELECT as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  0 AS n_value, 0 AS d_value, -1 AS n_low, 0 AS d_low, 1 AS n_high, 0 AS d_high
FROM unreadable

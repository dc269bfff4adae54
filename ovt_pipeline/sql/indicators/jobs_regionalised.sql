-- Which jobs count as regionalised at each as_of?
-- @rule_version 1.0
-- @kind count
-- @exports rh_regionalisation municipalites
--
-- A job is 'not_counted' or 'counted'; worst is the least of the states that the exports leave open, best the greatest. Beside the
-- jobs: a rejected movement whose job cannot even be read.
-- A movement dated after the extraction of its delivery may or may not have happened: at worst the job counts only if it counts
-- whichever of them happened, at best if it counts in one of those cases.
WITH
window_start AS (
  SELECT reference.day FROM reference_dates AS reference WHERE reference.name = 'jobs_window_start'
),
rejected_movements AS (  -- outside the window, after as_of or only planned, it cannot change the figure: a remark
  SELECT
    rejected.*, places.region_code,
    CASE
      WHEN date_effet IS NOT NULL THEN date_effet BETWEEN window_start.day AND rejected.as_of
      ELSE date_effet__defect IS NOT NULL OR date_prevue IS NULL
    END AS may_count
  FROM rh_regionalisation__mouvements__rejections AS rejected
  CROSS JOIN window_start
  LEFT JOIN places ON places.as_of = rejected.as_of AND places.code = rejected.port_attache
),
rejected_jobs AS (  -- D-REJECTED: a movement row of the job was rejected; a region its rows disagree on widens 00 only
  SELECT
    as_of, id_emploi, lot_order, is_in_lot_used, is_known, bool_or(may_count) AS may_count,
    CASE
      WHEN bool_and(region_code IS NOT NULL OR NOT may_count)
        AND min(region_code) FILTER (may_count) = max(region_code) FILTER (may_count)
        THEN min(region_code) FILTER (may_count)
    END AS region_code,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM rejected_movements
  WHERE id_emploi IS NOT NULL GROUP BY as_of, id_emploi, lot_order, is_in_lot_used, is_known
),
movements AS (  -- without an effective date, or after as_of, it is planned; before the window it is ignored
  SELECT
    job.*, places.region_code,
    coalesce(date_effet BETWEEN window_start.day AND job.as_of, false) AS in_window,
    coalesce(date_effet <= extraction_date, false) AS is_fact
  FROM rh_regionalisation__mouvements__entities AS job
  CROSS JOIN window_start
  LEFT JOIN places ON places.as_of = job.as_of AND places.code = job.port_attache
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
  SELECT
    *, arrives AND is_eligible AS counts,
    row_number() OVER (PARTITION BY as_of, id_emploi ORDER BY in_window AND is_fact DESC, in_window DESC,
      date_effet DESC NULLS LAST, no_evenement DESC) AS rank_from_last
  FROM eligible
),
possible_last AS (  -- the movements that may be the last at as_of: the last fact, and each that may have happened since
  SELECT * FROM ranked WHERE in_window AND (NOT is_fact OR rank_from_last = 1)
),
outcomes AS (
  SELECT
    as_of, id_emploi, bool_and(counts) AND bool_or(is_fact) AS counts_at_worst, bool_or(counts) AS counts_at_best,
    arg_max(region_code, (date_effet, no_evenement)) FILTER (counts AND NOT is_fact) AS future_region
  FROM possible_last GROUP BY as_of, id_emploi
),
doubts AS (  -- rows of the job that the lot used rejected, and those that its last lot did, the lot used or not
  SELECT
    last.*, last.origin = 'vanished' AS d_vanished, last.origin = 'rejected' AS only_rejected_rows,
    coalesce(rejected_now.may_count, false) AS d_rejected,
    coalesce(rejected_then.may_count, false) AS was_rejected,
    CASE WHEN rejected_now.may_count THEN rejected_now.region_code ELSE rejected_then.region_code END AS rejected_region,
    coalesce(outcomes.counts_at_worst, false) AS counts_at_worst,
    coalesce(outcomes.counts_at_best, false) AS counts_at_best, outcomes.future_region
  FROM ranked AS last
  LEFT JOIN outcomes ON outcomes.as_of = last.as_of AND outcomes.id_emploi = last.id_emploi
  LEFT JOIN rejected_jobs AS rejected_now
    ON rejected_now.as_of = last.as_of AND rejected_now.id_emploi = last.id_emploi AND rejected_now.is_in_lot_used
  LEFT JOIN rejected_jobs AS rejected_then
    ON rejected_then.as_of = last.as_of AND rejected_then.id_emploi = last.id_emploi
    AND rejected_then.lot_order = last.lot_order
  WHERE last.rank_from_last = 1
),
judged AS (  -- a job rejected or vanished is not counted; at best it is counted, or as its last known state
  SELECT
    *,
    CASE
      WHEN counts_at_worst AND NOT (d_vanished OR d_rejected OR only_rejected_rows) THEN 'counted' ELSE 'not_counted'
    END AS worst,
    CASE
      WHEN d_rejected OR was_rejected OR only_rejected_rows OR counts_at_best THEN 'counted' ELSE 'not_counted'
    END AS best,
    CASE
      WHEN d_rejected OR was_rejected THEN rejected_region
      ELSE coalesce(CASE WHEN counts AND in_window THEN region_code END, future_region,
        CASE WHEN NOT only_rejected_rows THEN region_code END)
    END AS job_region
  FROM doubts
),
explained AS (
  SELECT
    *,
    CASE
      WHEN d_rejected OR only_rejected_rows THEN 'REJECTED'
      WHEN d_vanished THEN 'VANISHED'
      WHEN worst = 'counted' THEN 'COUNTED'
      WHEN date_effet IS NULL OR date_effet > as_of THEN 'PLANNED'
      WHEN NOT in_window THEN 'BEFORE-WINDOW'
      WHEN NOT is_fact THEN 'PLANNED'
      WHEN type_mouvement = 'Retour' THEN 'RETURNED'
      WHEN type_mouvement = 'Abolition' THEN 'ABOLISHED'
      WHEN NOT is_eligible THEN 'NOT-ELIGIBLE'
      ELSE 'PLANNED'
    END AS reason_code,
    CASE
      WHEN worst = best THEN NULL  -- a doubt that cannot change the figure is a remark
      WHEN d_rejected OR only_rejected_rows THEN 'D-REJECTED'
      WHEN d_vanished THEN 'D-VANISHED'
      ELSE 'D-FUTURE'
    END AS doubt
  FROM judged
)
SELECT
  as_of, entity_id, job_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number, worst, best, NULL AS beside
FROM explained
UNION ALL
SELECT  -- D-REJECTED too: a job known only by rejected rows
  as_of, id_emploi AS entity_id, region_code, 'REJECTED' AS reason_code, CASE WHEN may_count THEN 'D-REJECTED' END AS doubt,
  delivery_id, sheet, row_number,
  'not_counted' AS worst, CASE WHEN may_count THEN 'counted' ELSE 'not_counted' END AS best, NULL AS beside
FROM rejected_jobs
WHERE is_in_lot_used AND NOT is_known
UNION ALL
SELECT  -- k: whatever else it says, it may take a job away or add one
  as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  'not_counted' AS worst, 'not_counted' AS best, 'any_entity' AS beside
FROM rejected_movements
WHERE is_in_lot_used AND id_emploi IS NULL

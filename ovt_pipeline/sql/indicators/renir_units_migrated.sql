-- Which units of the Sûreté du Québec are in the population at each as_of, and which are migrated to RENIR?
-- @rule_version 1.0
-- @kind rate
-- @exports renir_unites
--
-- One row per as_of and unit, with what it adds to numerator (n) and denominator (d) of the value (every doubt against the
-- indicator), of the low and of the high. A unit's state is 0 in the population and not migrated, 1 out of the
-- population, 2 migrated: in that order each is better for a rate, so against = least, for = greatest.
WITH RECURSIVE
used AS (
  SELECT as_of, delivery_id, lot_order, extraction_date FROM lots_used WHERE export = 'renir_unites'
),
known AS (  -- each accepted row, with the next lot in which its unit is seen again
  SELECT *, lead(lot_order) OVER (PARTITION BY no_unite ORDER BY lot_order) AS next_lot_order FROM renir_unites__unites
),
last_known AS (  -- the last row that an earlier accepted lot had for each unit
  SELECT used.as_of, known.*
  FROM used JOIN known ON known.lot_order < used.lot_order
    AND (known.next_lot_order IS NULL OR known.next_lot_order >= used.lot_order)
),
reported AS (
  SELECT used.as_of, rows.* FROM used JOIN renir_unites__unites AS rows USING (delivery_id)
),
rejected AS (
  SELECT used.as_of, rows.* FROM used JOIN renir_unites__unites__rejected AS rows USING (delivery_id)
),
known_rejected AS (  -- own row rejected, and an earlier lot had the unit: D-REJECTED
  SELECT 'rejected' AS origin, last_known.* EXCLUDE (next_lot_order)
  FROM last_known SEMI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.no_unite = last_known.no_unite
),
vanished AS (  -- neither accepted nor rejected in the lot used: D-VANISHED
  SELECT 'vanished' AS origin, last_known.* EXCLUDE (next_lot_order)
  FROM last_known
  ANTI JOIN reported ON reported.as_of = last_known.as_of AND reported.no_unite = last_known.no_unite
  ANTI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.no_unite = last_known.no_unite
),
units AS (
  SELECT 'reported' AS origin, reported.* FROM reported
  UNION ALL BY NAME SELECT * FROM vanished
  UNION ALL BY NAME SELECT * FROM known_rejected
),
files AS (  -- a unit is read with the successors of its own file: the last known state of one that vanished
  SELECT DISTINCT as_of, delivery_id FROM units
),
facts AS (  -- a date after the extraction is a plan, not a fact
  SELECT files.as_of, rows.*,
    least(as_of, extraction_date) AS last_fact_day,
    coalesce(service IN ('VOIX', 'VOIX+DONNÉES'), false) AS has_voice,
    coalesce(date_fermeture <= as_of, false) AS closing_planned,
    coalesce(date_fermeture <= least(as_of, extraction_date), false) AS closing_happened
  FROM files JOIN renir_unites__unites AS rows USING (delivery_id)
),
doubted AS (
  SELECT *,
    coalesce(statut = 'Migrée', false) AND date_migration IS NULL AND has_voice AS is_undated,
    coalesce((statut IN ('À migrer', 'Planifiée', 'En migration') AND date_migration <= extraction_date
        AND (date_retour IS NULL OR date_retour < date_migration))
      OR (statut = 'Migrée' AND date_retour >= date_migration), false) AS is_contradicted,
    coalesce(statut = 'Fermée', false) AND date_fermeture IS NULL AS is_closed_undated,
    has_voice AND coalesce(date_migration <= last_fact_day, false)
      AND NOT coalesce(date_retour >= date_migration AND date_retour <= as_of, false) AS migrated_at_worst,
    has_voice AND coalesce(date_migration <= as_of, false)
      AND NOT coalesce(date_retour >= date_migration AND date_retour <= last_fact_day, false) AS migrated_at_best
  FROM facts
),
own_state AS (  -- the unit's own state, whatever its successor
  SELECT *,
    CASE WHEN migrated_at_worst AND NOT is_contradicted THEN 2 ELSE 0 END AS open_against,
    CASE WHEN migrated_at_best OR is_undated THEN 2
      WHEN is_contradicted AND has_voice AND date_migration <= as_of THEN 2 ELSE 0 END AS open_for,
    no_unite_successeur IS NOT NULL AND closing_planned AS merges,
    no_unite_successeur IS NOT NULL AND closing_happened AS merged
  FROM doubted
),
closed_state AS (  -- closed: a closing date and no successor
  SELECT *,
    CASE WHEN no_unite_successeur IS NULL AND closing_happened THEN 1
      WHEN is_closed_undated THEN 0
      WHEN no_unite_successeur IS NULL AND closing_planned THEN least(open_against, 1)
      ELSE open_against END AS own_against,
    CASE WHEN no_unite_successeur IS NULL AND closing_happened THEN 1
      WHEN is_closed_undated THEN 1
      WHEN no_unite_successeur IS NULL AND closing_planned THEN greatest(open_for, 1)
      ELSE open_for END AS own_for,
    CASE WHEN is_closed_undated THEN 'D-CLOSED' WHEN is_undated THEN 'D-UNDATED' WHEN is_contradicted THEN 'D-STATUS'
      ELSE 'D-FUTURE' END AS own_doubt
  FROM own_state
),
successors AS (  -- from each unit through the chain of its mergers
  SELECT as_of, delivery_id, no_unite, no_unite AS reached, 0 AS steps FROM units
  UNION
  SELECT walk.as_of, walk.delivery_id, walk.no_unite, unit.no_unite_successeur, walk.steps + 1
  FROM successors AS walk
  JOIN closed_state AS unit ON unit.as_of = walk.as_of AND unit.delivery_id = walk.delivery_id
    AND unit.no_unite = walk.reached AND unit.merges
  WHERE walk.steps < 1000  -- accepted units are on no cycle; this only bounds a chain nobody can have
),
reached_state AS (  -- where each chain may end; a successor that is not there is D-SUCCESSOR
  SELECT walk.as_of, walk.no_unite, walk.steps,
    CASE WHEN unit.no_unite IS NULL THEN 0 ELSE unit.own_against END AS state_against,
    CASE WHEN unit.no_unite IS NULL THEN 2 ELSE unit.own_for END AS state_for,
    CASE WHEN unit.no_unite IS NULL THEN 'D-SUCCESSOR' WHEN unit.own_against < unit.own_for THEN unit.own_doubt END AS doubt
  FROM successors AS walk
  LEFT JOIN closed_state AS unit ON unit.as_of = walk.as_of AND unit.delivery_id = walk.delivery_id
    AND unit.no_unite = walk.reached
  WHERE NOT coalesce(unit.merged, false)
),
state AS (
  SELECT as_of, no_unite, min(state_against) AS state_against, max(state_for) AS state_for,
    coalesce(max(doubt), 'D-FUTURE') AS state_doubt, max(steps) > 0 AS is_merged
  FROM reached_state GROUP BY as_of, no_unite
),
population AS (
  SELECT units.origin, unit.*, state.state_against, state.state_for, state.state_doubt, state.is_merged,
    state.state_against = 1 AND state.state_for = 1 AS is_closed
  FROM units JOIN closed_state AS unit USING (as_of, delivery_id, no_unite) JOIN state USING (as_of, no_unite)
),
judged AS (  -- what a rejected or vanished unit may be: against, in the population and not migrated
  SELECT *,
    CASE WHEN NOT unite_existante OR is_closed THEN 1 WHEN origin = 'reported' THEN state_against ELSE 0 END AS worst,
    CASE WHEN NOT unite_existante OR is_closed THEN 1 WHEN origin = 'rejected' THEN 2 ELSE state_for END AS best
  FROM population
),
explained AS (
  SELECT *,
    CASE
      WHEN NOT unite_existante THEN 'NOT-EXISTING'
      WHEN is_closed THEN 'CLOSED'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN worst = 2 AND is_merged THEN 'MIGRATED-SUCCESSOR'
      WHEN worst = 2 THEN 'MIGRATED'
      WHEN worst = 1 THEN 'CLOSED'
      WHEN is_merged THEN 'NOT-MIGRATED-SUCCESSOR'
      WHEN NOT has_voice THEN 'NO-VOICE'
      WHEN date_retour >= date_migration AND date_retour <= as_of THEN 'RETURNED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN NOT unite_existante OR is_closed THEN NULL
      WHEN origin = 'vanished' THEN 'D-VANISHED'
      WHEN origin = 'rejected' THEN 'D-REJECTED'
      WHEN worst <> best THEN state_doubt
    END AS doubt
  FROM judged
),
new_rejected AS (  -- a unit that no earlier lot had: it widens low and high, when nothing readable excludes it
  SELECT as_of, coalesce(no_unite, '?' || coalesce(sheet, '') || ':' || row_number) AS entity_id,
    CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region) THEN min(code_region) END AS region_code,
    bool_or(unite_existante IS NOT FALSE
      AND NOT coalesce(date_fermeture <= least(as_of, extraction_date) AND no_unite_successeur IS NULL
        AND no_unite_successeur__defect IS NULL AND statut IS DISTINCT FROM 'Fusionnée' AND statut__defect IS NULL, false)
    ) AS may_count,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM rejected ANTI JOIN last_known ON last_known.as_of = rejected.as_of AND last_known.no_unite = rejected.no_unite
  GROUP BY ALL
)
SELECT as_of, no_unite AS entity_id, code_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  (worst = 2)::INTEGER AS n_value, (worst <> 1)::INTEGER AS d_value,
  (worst = 2)::INTEGER AS n_low, (worst <> 1)::INTEGER AS d_low,
  (best = 2)::INTEGER AS n_high, (best <> 1)::INTEGER AS d_high
FROM explained
UNION ALL BY NAME
SELECT as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  0 AS n_value, 0 AS d_value, 0 AS n_low, may_count::INTEGER AS d_low, may_count::INTEGER AS n_high, may_count::INTEGER AS d_high
FROM new_rejected

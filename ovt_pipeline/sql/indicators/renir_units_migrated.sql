-- Which units of the Sûreté du Québec are in the population at each as_of, and which are migrated to RENIR?
-- @rule_version 1.0
-- @kind rate
-- @exports renir_unites
-- @scenarios all_open
--
-- One row per as_of and unit, with the letters of indicators.md: n and d of the value, every doubt against the indicator; b,
-- what resolving its doubt adds to n, and c, what it takes from d; r, a rejected unit that no earlier lot had.
-- A state is 0 in the population and not migrated, 1 out of the population, 2 migrated. For a rate each is better than the
-- one before: against the indicator is the least of the states a unit may have, for it is the greatest.
WITH RECURSIVE
lot_used AS (
  SELECT as_of, delivery_id, lot_order FROM lots_used WHERE export = 'renir_unites'
),
known AS (  -- each accepted row, with the next lot in which its unit is seen again
  SELECT *, lead(lot_order) OVER (PARTITION BY no_unite ORDER BY lot_order) AS next_lot_order FROM renir_unites__unites
),
last_known AS (  -- the last row that an earlier accepted lot had for each unit
  SELECT lot_used.as_of, known.* EXCLUDE (next_lot_order)
  FROM lot_used JOIN known ON known.lot_order < lot_used.lot_order
    AND (known.next_lot_order IS NULL OR known.next_lot_order >= lot_used.lot_order)
),
reported AS (
  SELECT lot_used.as_of, rows.* FROM lot_used JOIN renir_unites__unites AS rows USING (delivery_id)
),
rejected AS (
  SELECT lot_used.as_of, rows.* FROM lot_used JOIN renir_unites__unites__rejected AS rows USING (delivery_id)
),
rejected_known AS (  -- D-REJECTED: its own row was rejected and an earlier accepted lot had it
  SELECT 'rejected' AS origin, last_known.*
  FROM last_known SEMI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.no_unite = last_known.no_unite
),
vanished AS (  -- D-VANISHED: an earlier accepted lot had it, the delivery used has it neither accepted nor rejected
  SELECT 'vanished' AS origin, last_known.*
  FROM last_known
  ANTI JOIN reported ON reported.as_of = last_known.as_of AND reported.no_unite = last_known.no_unite
  ANTI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.no_unite = last_known.no_unite
),
units AS (
  SELECT 'reported' AS origin, * FROM reported
  UNION ALL BY NAME SELECT * FROM rejected_known
  UNION ALL BY NAME SELECT * FROM vanished
),
files AS (  -- a unit is read with the successors of its own file, also the last known one of a unit that vanished
  SELECT DISTINCT as_of, delivery_id FROM units
),
facts AS (  -- an effective date later than the extraction of its delivery is a plan: D-FUTURE when it is <= as_of
  SELECT files.as_of, rows.*,
    coalesce(service IN ('VOIX', 'VOIX+DONNÉES'), false) AS has_voice,
    coalesce(date_fermeture <= extraction_date, false) AS closing_is_fact,
    coalesce(date_fermeture <= as_of, false) AS closing_may_have_happened,
    coalesce(date_retour BETWEEN date_migration AND extraction_date, false) AS return_is_fact,
    coalesce(date_retour BETWEEN date_migration AND as_of, false) AS return_may_have_happened
  FROM files JOIN renir_unites__unites AS rows USING (delivery_id)
),
doubts AS (
  SELECT *,
    coalesce(statut = 'Migrée', false) AND date_migration IS NULL AND has_voice AS d_undated,
    has_voice AND coalesce(
      (statut IN ('À migrer', 'Planifiée', 'En migration') AND date_migration <= extraction_date AND NOT return_is_fact)
      OR (statut = 'Migrée' AND date_retour >= date_migration AND date_migration <= as_of), false) AS d_status,
    coalesce(statut = 'Fermée', false) AND date_fermeture IS NULL AS d_closed
  FROM facts
),
open_state AS (  -- own state: service with VOIX, date_migration <= as_of, no date_retour from then to as_of
  SELECT *,
    CASE WHEN has_voice AND coalesce(date_migration <= extraction_date, false) AND NOT return_may_have_happened AND NOT d_status
      THEN 2 ELSE 0 END AS open_against,
    CASE WHEN d_undated THEN 2
      WHEN has_voice AND coalesce(date_migration <= as_of, false) AND (d_status OR NOT return_is_fact) THEN 2
      ELSE 0 END AS open_for
  FROM doubts
),
own_state AS (  -- closed at as_of: date_fermeture <= as_of and no successor; merged: and a successor, whatever the statut
  SELECT *,
    no_unite_successeur IS NOT NULL AND closing_is_fact AS is_merged,
    no_unite_successeur IS NOT NULL AND closing_may_have_happened AS may_be_merged,
    CASE
      WHEN no_unite_successeur IS NULL AND closing_is_fact THEN 1
      WHEN d_closed THEN 0
      WHEN no_unite_successeur IS NULL AND closing_may_have_happened THEN least(open_against, 1)
      ELSE open_against
    END AS own_against,
    CASE
      WHEN no_unite_successeur IS NULL AND closing_is_fact THEN 1
      WHEN d_closed THEN 1
      WHEN no_unite_successeur IS NULL AND closing_may_have_happened THEN greatest(open_for, 1)
      ELSE open_for
    END AS own_for,
    CASE WHEN d_closed THEN 'D-CLOSED' WHEN d_undated THEN 'D-UNDATED' WHEN d_status THEN 'D-STATUS' ELSE 'D-FUTURE' END AS own_doubt
  FROM open_state
),
chain AS (  -- from then on its state is its successor's, followed through the chain
  SELECT as_of, delivery_id, no_unite, no_unite AS reached, 0 AS steps FROM units
  UNION
  SELECT chain.as_of, chain.delivery_id, chain.no_unite, unit.no_unite_successeur, chain.steps + 1
  FROM chain
  JOIN own_state AS unit ON unit.as_of = chain.as_of AND unit.delivery_id = chain.delivery_id
    AND unit.no_unite = chain.reached AND unit.may_be_merged
  WHERE chain.steps < 1000  -- accepted units are on no cycle; this only bounds a chain nobody can have
),
ends AS (  -- where a chain may end; D-SUCCESSOR: the successor is not in the file, or was rejected
  SELECT chain.as_of, chain.no_unite,
    CASE WHEN unit.no_unite IS NULL THEN 0 ELSE unit.own_against END AS state_against,
    CASE WHEN unit.no_unite IS NULL THEN 2 ELSE unit.own_for END AS state_for,
    CASE WHEN unit.no_unite IS NULL THEN 'D-SUCCESSOR' WHEN unit.own_against < unit.own_for THEN unit.own_doubt END AS doubt
  FROM chain
  LEFT JOIN own_state AS unit ON unit.as_of = chain.as_of AND unit.delivery_id = chain.delivery_id
    AND unit.no_unite = chain.reached
  WHERE NOT coalesce(unit.is_merged, false)
),
state AS (
  SELECT as_of, no_unite, min(state_against) AS state_against, max(state_for) AS state_for,
    coalesce(max(doubt), 'D-FUTURE') AS state_doubt
  FROM ends GROUP BY as_of, no_unite
),
judged AS (  -- a rejected or vanished unit: in the population and not migrated; migrated, or its last known state
  SELECT units.origin, unit.*, state_doubt, state_against, state_for,
    state_against = 1 AND state_for = 1 AS is_closed,
    CASE WHEN units.origin = 'reported' THEN state_against ELSE 0 END AS all_against,
    CASE WHEN units.origin = 'rejected' THEN 2 ELSE state_for END AS all_for
  FROM units JOIN own_state AS unit USING (as_of, delivery_id, no_unite) JOIN state USING (as_of, no_unite)
),
population AS (  -- units with unite_existante = Oui, less those closed
  SELECT *,
    CASE WHEN is_closed OR NOT unite_existante THEN 1 ELSE all_against END AS against,
    CASE WHEN is_closed OR NOT unite_existante THEN 1 ELSE all_for END AS in_favour
  FROM judged
),
explained AS (
  SELECT *,
    CASE
      WHEN NOT unite_existante THEN 'NOT-EXISTING'
      WHEN is_closed THEN 'CLOSED'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN against = 2 AND is_merged THEN 'MIGRATED-SUCCESSOR'
      WHEN against = 2 THEN 'MIGRATED'
      WHEN against = 1 THEN 'CLOSED'
      WHEN is_merged THEN 'NOT-MIGRATED-SUCCESSOR'
      WHEN NOT has_voice THEN 'NO-VOICE'
      WHEN return_is_fact THEN 'RETURNED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN against = in_favour THEN NULL  -- a doubt that cannot change the figure is a remark
      WHEN origin = 'vanished' THEN 'D-VANISHED'
      WHEN origin = 'rejected' THEN 'D-REJECTED'
      ELSE state_doubt
    END AS doubt
  FROM population
),
rejected_new AS (  -- r: no earlier lot had it, and nothing readable in it excludes it; a key counts once
  SELECT as_of, coalesce(no_unite, '?' || coalesce(sheet, '') || ':' || row_number) AS entity_id,
    CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region) THEN min(code_region) END AS region_code,
    bool_or(unite_existante IS NOT FALSE
      AND NOT coalesce(date_fermeture <= extraction_date AND no_unite_successeur IS NULL
        AND no_unite_successeur__defect IS NULL AND statut IS DISTINCT FROM 'Fusionnée' AND statut__defect IS NULL, false)
    ) AS may_count,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM rejected ANTI JOIN last_known ON last_known.as_of = rejected.as_of AND last_known.no_unite = rejected.no_unite
  GROUP BY ALL
)
SELECT as_of, no_unite AS entity_id, code_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  (against = 2)::INTEGER AS n, (against <> 1)::INTEGER AS d,
  (in_favour = 2)::INTEGER - (against = 2)::INTEGER AS b,
  (against <> 1)::INTEGER - (in_favour <> 1)::INTEGER AS c,  -- -1 when it may enter the population, migrated
  0 AS r, 0 AS k,
  (NOT is_closed AND all_against = 2)::INTEGER AS n_all_open, (NOT is_closed AND all_against <> 1)::INTEGER AS d_all_open
FROM explained
UNION ALL BY NAME
SELECT as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  0 AS n, 0 AS d, 0 AS b, 0 AS c, may_count::INTEGER AS r, 0 AS k
FROM rejected_new

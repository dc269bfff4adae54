-- Which units of the Sûreté du Québec are in the population at each as_of, and which are migrated to RENIR?
-- @rule_version 1.0
-- @kind rate
-- @exports renir_unites
-- @scenarios all_open
--
-- From the worst to the best for the rate, a unit is 'not_migrated' (and in the population), 'out' of it, or 'migrated'. What the
-- exports leave open gives it several states: worst is the least of them, every doubt against the indicator, best the greatest.
WITH RECURSIVE
units AS (
  SELECT * FROM renir_unites__unites__entities
),
files AS (  -- a unit is read with the successors of its own file, also the last known one of a unit that vanished
  SELECT DISTINCT as_of, delivery_id FROM units
),
facts AS (  -- an effective date later than the extraction of its delivery is a plan: D-FUTURE when it is <= as_of
  SELECT
    files.as_of, rows.*,
    coalesce(service IN ('VOIX', 'VOIX+DONNÉES'), false) AS has_voice,
    coalesce(date_fermeture <= extraction_date, false) AS closing_is_fact,
    coalesce(date_fermeture <= as_of, false) AS closing_may_have_happened,
    coalesce(date_retour BETWEEN date_migration AND extraction_date, false) AS return_is_fact,
    coalesce(date_retour BETWEEN date_migration AND as_of, false) AS return_may_have_happened
  FROM files JOIN renir_unites__unites AS rows USING (delivery_id)
),
doubts AS (
  SELECT
    *,
    coalesce(statut = 'Migrée', false) AND date_migration IS NULL AND has_voice AS d_undated,
    has_voice AND coalesce(
      (statut IN ('À migrer', 'Planifiée', 'En migration') AND date_migration <= extraction_date AND NOT return_is_fact)
      OR (statut = 'Migrée' AND date_retour >= date_migration AND date_migration <= as_of), false) AS d_status,
    coalesce(statut = 'Fermée', false) AND date_fermeture IS NULL AS d_closed
  FROM facts
),
open_state AS (  -- own state: service with VOIX, date_migration <= as_of, no date_retour from then to as_of
  SELECT
    *,
    CASE
      WHEN has_voice AND coalesce(date_migration <= extraction_date, false) AND NOT return_may_have_happened AND NOT d_status
        THEN 'migrated'
      ELSE 'not_migrated'
    END AS open_worst,
    CASE
      WHEN d_undated THEN 'migrated'
      WHEN has_voice AND coalesce(date_migration <= as_of, false) AND (d_status OR NOT return_is_fact) THEN 'migrated'
      ELSE 'not_migrated'
    END AS open_best
  FROM doubts
),
own_state AS (  -- closed at as_of: date_fermeture <= as_of and no successor; merged: and a successor, whatever the statut
  SELECT
    *,
    no_unite_successeur IS NOT NULL AND closing_is_fact AS is_merged,
    no_unite_successeur IS NOT NULL AND closing_may_have_happened AS may_be_merged,
    no_unite_successeur IS NULL AND closing_may_have_happened AS may_be_closed,
    CASE
      WHEN no_unite_successeur IS NULL AND closing_is_fact THEN 'out'
      WHEN d_closed THEN 'not_migrated'
      WHEN may_be_closed AND open_worst = 'migrated' THEN 'out'
      ELSE open_worst
    END AS own_worst,
    CASE
      WHEN no_unite_successeur IS NULL AND closing_is_fact THEN 'out'
      WHEN d_closed THEN 'out'
      WHEN may_be_closed AND open_best = 'not_migrated' THEN 'out'
      ELSE open_best
    END AS own_best,
    CASE
      WHEN d_closed THEN 'D-CLOSED' WHEN d_undated THEN 'D-UNDATED' WHEN d_status THEN 'D-STATUS' ELSE 'D-FUTURE'
    END AS own_doubt
  FROM open_state
),
chain AS (  -- from then on its state is its successor's, followed through the chain: a unit has one, so no step comes twice
  SELECT as_of, delivery_id, no_unite, no_unite AS reached, 0 AS steps FROM units
  UNION ALL
  SELECT chain.as_of, chain.delivery_id, chain.no_unite, unit.no_unite_successeur, chain.steps + 1 AS steps
  FROM chain
  JOIN own_state AS unit
    ON unit.as_of = chain.as_of AND unit.delivery_id = chain.delivery_id AND unit.no_unite = chain.reached
    AND unit.may_be_merged
  WHERE chain.steps < 1000  -- accepted units are on no cycle; this only bounds a chain nobody can have
),
ends AS (  -- where a chain may end; D-SUCCESSOR: the successor is not in the file, or was rejected
  SELECT
    chain.as_of, chain.no_unite,
    coalesce(unit.own_worst, 'not_migrated') AS end_worst,
    coalesce(unit.own_best, 'migrated') AS end_best,
    CASE WHEN unit.no_unite IS NULL THEN 'D-SUCCESSOR' WHEN unit.own_worst <> unit.own_best THEN unit.own_doubt END AS doubt
  FROM chain
  LEFT JOIN own_state AS unit
    ON unit.as_of = chain.as_of AND unit.delivery_id = chain.delivery_id AND unit.no_unite = chain.reached
  WHERE NOT coalesce(unit.is_merged, false)
),
state AS (  -- the least and the greatest over every end
  SELECT
    as_of, no_unite,
    CASE
      WHEN bool_or(end_worst = 'not_migrated') THEN 'not_migrated' WHEN bool_or(end_worst = 'out') THEN 'out' ELSE 'migrated'
    END AS state_worst,
    CASE
      WHEN bool_or(end_best = 'migrated') THEN 'migrated' WHEN bool_or(end_best = 'out') THEN 'out' ELSE 'not_migrated'
    END AS state_best,
    coalesce(max(doubt), 'D-FUTURE') AS state_doubt
  FROM ends GROUP BY as_of, no_unite
),
judged AS (  -- a rejected or vanished unit: in the population and not migrated; migrated, or its last known state
  SELECT
    units.entity_id, units.origin, unit.*, state_doubt,
    state_worst = 'out' AND state_best = 'out' AS is_closed,
    CASE WHEN units.origin = 'reported' THEN state_worst ELSE 'not_migrated' END AS all_worst,
    CASE WHEN units.origin = 'rejected' THEN 'migrated' ELSE state_best END AS all_best
  FROM units JOIN own_state AS unit USING (as_of, delivery_id, no_unite) JOIN state USING (as_of, no_unite)
),
population AS (  -- units with unite_existante = Oui, less those closed
  SELECT
    *,
    CASE WHEN is_closed OR NOT unite_existante THEN 'out' ELSE all_worst END AS worst,
    CASE WHEN is_closed OR NOT unite_existante THEN 'out' ELSE all_best END AS best
  FROM judged
),
explained AS (
  SELECT
    *,
    CASE
      WHEN NOT unite_existante THEN 'NOT-EXISTING'
      WHEN is_closed THEN 'CLOSED'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN worst = 'migrated' AND is_merged THEN 'MIGRATED-SUCCESSOR'
      WHEN worst = 'migrated' THEN 'MIGRATED'
      WHEN worst = 'out' THEN 'CLOSED'
      WHEN is_merged THEN 'NOT-MIGRATED-SUCCESSOR'
      WHEN NOT has_voice THEN 'NO-VOICE'
      WHEN return_is_fact THEN 'RETURNED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN worst = best THEN NULL  -- a doubt that cannot change the figure is a remark
      WHEN origin = 'vanished' THEN 'D-VANISHED'
      WHEN origin = 'rejected' THEN 'D-REJECTED'
      ELSE state_doubt
    END AS doubt
  FROM population
),
rejected_new AS (  -- r: no earlier lot had it, and nothing readable in it excludes it; a key counts once
  SELECT
    as_of, entity_id,
    CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region) THEN min(code_region) END AS region_code,
    bool_or(unite_existante IS NOT FALSE
      AND NOT coalesce(date_fermeture <= extraction_date AND no_unite_successeur IS NULL
        AND no_unite_successeur__defect IS NULL AND statut IS DISTINCT FROM 'Fusionnée' AND statut__defect IS NULL, false)
    ) AS may_count,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM renir_unites__unites__rejections
  WHERE is_in_lot_used AND NOT is_known
  GROUP BY as_of, entity_id
)
SELECT
  as_of, entity_id, code_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  worst, best, NULL AS beside, CASE WHEN is_closed THEN 'out' ELSE all_worst END AS state_all_open
FROM explained
UNION ALL
SELECT
  as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  'out' AS worst, 'out' AS best, CASE WHEN may_count THEN 'one_entity' END AS beside, 'out' AS state_all_open
FROM rejected_new

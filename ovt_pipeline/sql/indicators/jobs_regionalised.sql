-- Which jobs count as regionalised at each as_of?
-- @rule_version 2.0
-- @kind count
-- @exports rh_regionalisation municipalites
-- @scenarios gross_additions
-- @parts rejected_movements movements spans eligible_places open_regions judged_movements candidates regions_left job_states
-- @parts additions unread
--
-- A job is not_counted or counted: what its last movement says. Each number ending in _at says from which doubt of the closed
-- list on (relations/base.sql) something is possible: 0 without any, 99 never. A movement is there or not; one that may be the
-- last gives the job its state.
WITH last_certain AS (  -- the row that a job is judged by: its last certain movement, else the last of those that are not
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
  FROM job_states AS judged JOIN last_certain AS last USING (as_of, job)
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
FROM unread

-- Which units of the Sûreté du Québec are in the population at each as_of, and which are migrated to RENIR?
-- @rule_version 2.0
-- @kind rate
-- @exports renir_unites
-- @scenarios all_open closed_kept_not_migrated merged_kept_own_state
-- @parts readings own units merged chain open_states cohort membership since rejected_regions new_entities
--
-- A unit is not_counted (in the population, not migrated), out of it, or counted (migrated). Each number ending in _at says from
-- which doubt of the closed list on (relations/base.sql) something is possible: 0 without any, 99 never. So what needs two things
-- has the greatest of their numbers, and what two things allow the least.
WITH judged AS (
  SELECT
    as_of, entity, member_at, stranger_at, may_add,
    greatest(member_at, not_counted_at) AS not_counted_at, least(stranger_at, greatest(member_at, out_at)) AS out_at,
    greatest(member_at, counted_at) AS counted_at, not_counted_at AS open_not_at, out_at AS open_out_at
  FROM open_states JOIN membership USING (as_of, entity)
),
entities AS (
  SELECT
    listed.as_of, listed.no_unite__folded AS entity, listed.entity_id, listed.origin, listed.code_region, listed.delivery_id,
    listed.sheet, listed.row_number, judged.member_at, judged.stranger_at, judged.out_at, judged.open_not_at, judged.open_out_at,
    CASE
      WHEN listed.origin = 'rejected' AND member_at < 99 THEN CASE WHEN stranger_at > 0 THEN 0 WHEN may_add THEN 7 ELSE 10 END
      ELSE judged.not_counted_at
    END AS not_counted_at,
    judged.counted_at, alone.unmerged_not_at
  FROM renir_unites__unites__entities AS listed
  JOIN judged ON judged.as_of = listed.as_of AND judged.entity = listed.no_unite__folded
  JOIN units AS alone ON alone.as_of = listed.as_of AND alone.entity = listed.no_unite__folded
),
explained AS (
  SELECT
    entities.*,
    CASE
      WHEN stranger_at = 0 THEN 'NOT-EXISTING'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN out_at = 0 THEN 'CLOSED'
      WHEN counted_at = 0 AND merged_on IS NOT NULL THEN 'MIGRATED-SUCCESSOR'
      WHEN counted_at = 0 THEN 'MIGRATED'
      WHEN merged_on IS NOT NULL THEN 'NOT-MIGRATED-SUCCESSOR'
      WHEN NOT coalesce(has_voice, false) THEN 'NO-VOICE'
      WHEN is_returned THEN 'RETURNED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN stranger_at = 0 THEN NULL
      WHEN out_at = 0 THEN greatest(merged_on, closed_on)
      WHEN counted_at = 0 THEN greatest(merged_on, migrated_on)
      WHEN merged_on IS NOT NULL THEN greatest(merged_on, returned_on)
      WHEN is_returned AND has_voice THEN returned_on
    END AS fact_date,
    CASE WHEN not_counted_at < 99 THEN 'not_counted' WHEN out_at < 99 THEN 'out' ELSE 'counted' END AS worst
  FROM entities LEFT JOIN since USING (as_of, entity)
),
elsewhere AS (
  SELECT explained.* EXCLUDE (code_region), place.region_code AS code_region
  FROM explained JOIN rejected_regions AS place USING (as_of, entity)
  WHERE explained.origin = 'rejected' AND place.region_code <> explained.code_region
)
SELECT
  as_of, entity_id, code_region AS region_code, not_counted_at, out_at, counted_at, reason_code, fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'both' AS scope,
  NOT EXISTS (SELECT 1 FROM elsewhere WHERE elsewhere.as_of = explained.as_of AND elsewhere.entity = explained.entity)
    AS is_region_sure,
  CASE
    WHEN origin IN ('rejected', 'vanished') OR open_not_at < 99 THEN 'not_counted' WHEN open_out_at < 99 THEN 'out' ELSE 'counted'
  END AS state_all_open,
  CASE WHEN worst = 'out' AND member_at = 0 AND stranger_at = 99 THEN 'not_counted' ELSE worst
  END AS state_closed_kept_not_migrated,
  CASE
    WHEN reason_code NOT IN ('MIGRATED-SUCCESSOR', 'NOT-MIGRATED-SUCCESSOR', 'CLOSED') THEN worst
    WHEN EXISTS (SELECT 1 FROM merged WHERE merged.as_of = explained.as_of AND merged.entity = explained.entity)
      THEN CASE WHEN unmerged_not_at < 99 THEN 'not_counted' WHEN stranger_at < 99 THEN 'out' ELSE 'counted' END
    ELSE worst
  END AS state_merged_kept_own_state
FROM explained
UNION ALL
SELECT
  as_of, entity_id, code_region AS region_code, not_counted_at, out_at, counted_at, reason_code, NULL AS fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'region' AS scope, false AS is_region_sure,
  NULL AS state_all_open, NULL AS state_closed_kept_not_migrated, NULL AS state_merged_kept_own_state
FROM elsewhere
UNION ALL
SELECT DISTINCT
  as_of, entity_id, CASE WHEN regions_open = 1 THEN region_code END AS region_code, 99 AS not_counted_at, 0 AS out_at,
  99 AS counted_at, 'REJECTED-NEW' AS reason_code, NULL::DATE AS fact_date, delivery_id, sheet, row_number,
  'one_entity' AS beside, CASE WHEN regions_open = 1 THEN 'both' ELSE 'whole' END AS scope, true AS is_region_sure,
  'out' AS state_all_open, 'out' AS state_closed_kept_not_migrated, 'out' AS state_merged_kept_own_state
FROM new_entities
UNION ALL
SELECT
  as_of, entity_id, region_code, 99 AS not_counted_at, 0 AS out_at, 99 AS counted_at, 'REJECTED-NEW' AS reason_code,
  NULL::DATE AS fact_date, delivery_id, sheet, row_number, 'one_entity' AS beside, 'region' AS scope, true AS is_region_sure,
  NULL AS state_all_open, NULL AS state_closed_kept_not_migrated, NULL AS state_merged_kept_own_state
FROM new_entities WHERE regions_open > 1

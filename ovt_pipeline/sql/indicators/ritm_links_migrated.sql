-- Which RITM links are in the population at each as_of, and which are migrated to RGT?
-- @rule_version 2.0
-- @kind rate
-- @exports ritm_liens rgt_liens
-- @scenarios disconnected_kept_not_migrated disconnected_kept_migrated migrated_once_disconnected
-- @parts rgt_rows rgt_links links ended_links rejected_pairs named_links gone_pairs pairs pair_states replaced
-- @parts readings replaced_then own open_states cohort membership rejected_regions new_entities unpaired
--
-- A link is not_counted (in the population, not migrated), out of it, or counted (migrated). Each number ending in _at says from
-- which doubt of the closed list on (relations/base.sql) something is possible: 0 without any, 99 never. So what needs two things
-- has the greatest of their numbers, and what two things allow the least.
WITH judged AS (
  SELECT
    links.as_of, links.ritm, links.entity_id, links.origin, links.code_region, links.delivery_id, links.sheet, links.row_number,
    links.statut, links.date_mise_en_service, links.date_debranchement, links.motif_fin, links.extraction_date,
    member_at, stranger_at, membership.is_before_service, states.out_at AS open_out_at,
    CASE
      WHEN links.origin = 'rejected' AND member_at < 99 THEN CASE WHEN stranger_at > 0 THEN 0 WHEN may_add THEN 7 ELSE 10 END
      ELSE greatest(member_at, states.not_counted_at)
    END AS not_counted_at,
    least(stranger_at, greatest(member_at, states.out_at)) AS out_at, greatest(member_at, states.counted_at) AS counted_at,
    side.binding_since, side.running_since, side.ended_on
  FROM links
  JOIN open_states AS states ON states.as_of = links.as_of AND states.entity = links.ritm
  JOIN membership ON membership.as_of = links.as_of AND membership.entity = links.ritm
  LEFT JOIN replaced AS side ON side.as_of = links.as_of AND side.ritm = links.ritm
),
explained AS (
  SELECT
    *,
    CASE
      WHEN stranger_at = 0 AND statut = 'Annulé' THEN 'CANCELLED'
      WHEN stranger_at = 0 AND is_before_service THEN 'NOT-IN-SERVICE'
      WHEN stranger_at = 0 THEN 'AFTER-REFERENCE-DATE'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN out_at = 0 THEN 'DISCONNECTED'
      WHEN counted_at = 0 THEN 'MIGRATED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN stranger_at = 0 THEN NULL
      WHEN out_at = 0 THEN date_debranchement
      WHEN date_mise_en_service > as_of THEN NULL
      WHEN counted_at = 0 THEN coalesce(binding_since, running_since)
      ELSE ended_on
    END AS fact_date,
    CASE WHEN not_counted_at < 99 THEN 'not_counted' WHEN out_at < 99 THEN 'out' ELSE 'counted' END AS worst
  FROM judged
),
elsewhere AS (
  SELECT explained.* EXCLUDE (code_region), place.region_code AS code_region
  FROM explained JOIN rejected_regions AS place ON place.as_of = explained.as_of AND place.entity = explained.ritm
  WHERE explained.origin = 'rejected' AND place.region_code <> explained.code_region
),
beside AS (
  SELECT *, 'one_entity' AS beside FROM new_entities
  UNION ALL
  SELECT *, 'any_entity' AS beside FROM unpaired
)
SELECT
  as_of, entity_id, code_region AS region_code, not_counted_at, out_at, counted_at, reason_code, fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'both' AS scope,
  NOT EXISTS (SELECT 1 FROM elsewhere WHERE elsewhere.as_of = explained.as_of AND elsewhere.ritm = explained.ritm)
    AS is_region_sure,
  CASE WHEN worst = 'out' AND stranger_at > 0 THEN 'not_counted' ELSE worst END AS state_disconnected_kept_not_migrated,
  CASE WHEN worst = 'out' AND stranger_at > 0 THEN 'counted' ELSE worst END AS state_disconnected_kept_migrated,
  CASE
    WHEN worst = 'counted' AND NOT coalesce(date_debranchement <= least(extraction_date, as_of), false) THEN 'not_counted'
    ELSE worst
  END AS state_migrated_once_disconnected
FROM explained
UNION ALL
SELECT
  as_of, entity_id, code_region AS region_code, not_counted_at, out_at, counted_at, reason_code, NULL AS fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'region' AS scope, false AS is_region_sure,
  NULL AS state_disconnected_kept_not_migrated, NULL AS state_disconnected_kept_migrated, NULL AS state_migrated_once_disconnected
FROM elsewhere
UNION ALL
SELECT DISTINCT
  as_of, entity_id, CASE WHEN regions_open = 1 THEN region_code END AS region_code, 99 AS not_counted_at, 0 AS out_at,
  99 AS counted_at, CASE beside WHEN 'one_entity' THEN 'REJECTED-NEW' ELSE 'UNPAIRED' END AS reason_code,
  NULL::DATE AS fact_date, delivery_id, sheet, row_number, beside,
  CASE WHEN regions_open = 1 THEN 'both' ELSE 'whole' END AS scope, true AS is_region_sure,
  'out' AS state_disconnected_kept_not_migrated, 'out' AS state_disconnected_kept_migrated,
  'out' AS state_migrated_once_disconnected
FROM beside
UNION ALL
SELECT
  as_of, entity_id, region_code, 99 AS not_counted_at, 0 AS out_at, 99 AS counted_at, 'REJECTED-NEW' AS reason_code,
  NULL::DATE AS fact_date, delivery_id, sheet, row_number, beside, 'region' AS scope, true AS is_region_sure,
  NULL AS state_disconnected_kept_not_migrated, NULL AS state_disconnected_kept_migrated, NULL AS state_migrated_once_disconnected
FROM beside WHERE regions_open > 1

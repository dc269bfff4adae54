-- Which RITM links are in the population at each as_of, and which are migrated to RGT?
-- @rule_version 1.0
-- @kind rate
-- @exports ritm_liens rgt_liens
--
-- One row per as_of and RITM link, with what it adds to numerator (n) and denominator (d) of the value (every doubt against
-- the indicator), of the low and of the high. States as in renir_units_migrated: 0 in the population and not migrated,
-- 1 out of the population, 2 migrated; against = least, for = greatest.
WITH
used AS (
  SELECT as_of, delivery_id, lot_order, extraction_date FROM lots_used WHERE export = 'ritm_liens'
),
used_rgt AS (
  SELECT as_of, delivery_id, lot_order, extraction_date FROM lots_used WHERE export = 'rgt_liens'
),
known AS (
  SELECT *, lead(lot_order) OVER (PARTITION BY id_lien_ritm ORDER BY lot_order) AS next_lot_order FROM ritm_liens__liens
),
last_known AS (  -- the last row that an earlier accepted lot had for each link
  SELECT used.as_of, known.*
  FROM used JOIN known ON known.lot_order < used.lot_order
    AND (known.next_lot_order IS NULL OR known.next_lot_order >= used.lot_order)
),
reported AS (
  SELECT used.as_of, rows.* FROM used JOIN ritm_liens__liens AS rows USING (delivery_id)
),
rejected AS (
  SELECT used.as_of, rows.* FROM used JOIN ritm_liens__liens__rejected AS rows USING (delivery_id)
),
links AS (
  SELECT 'reported' AS origin, reported.* FROM reported
  UNION ALL BY NAME
  SELECT 'rejected' AS origin, last_known.* EXCLUDE (next_lot_order)
  FROM last_known SEMI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.id_lien_ritm = last_known.id_lien_ritm
  UNION ALL BY NAME
  SELECT 'vanished' AS origin, last_known.* EXCLUDE (next_lot_order)
  FROM last_known
  ANTI JOIN reported ON reported.as_of = last_known.as_of AND reported.id_lien_ritm = last_known.id_lien_ritm
  ANTI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.id_lien_ritm = last_known.id_lien_ritm
),
-- the RGT side
known_rgt AS (
  SELECT *, lead(lot_order) OVER (PARTITION BY id_lien_rgt ORDER BY lot_order) AS next_lot_order FROM rgt_liens__liens
),
rejected_rgt AS (
  SELECT DISTINCT used_rgt.as_of, rows.id_lien_rgt
  FROM used_rgt JOIN rgt_liens__liens__rejected AS rows USING (delivery_id) WHERE rows.id_lien_rgt IS NOT NULL
),
rgt_links AS (  -- a link that an earlier lot had and that is neither accepted nor rejected now is D-VANISHED
  SELECT used_rgt.as_of, known_rgt.*, known_rgt.lot_order < used_rgt.lot_order AS is_vanished
  FROM used_rgt JOIN known_rgt ON known_rgt.lot_order <= used_rgt.lot_order
    AND (known_rgt.next_lot_order IS NULL OR known_rgt.next_lot_order > used_rgt.lot_order)
  ANTI JOIN rejected_rgt ON rejected_rgt.as_of = used_rgt.as_of AND rejected_rgt.id_lien_rgt = known_rgt.id_lien_rgt
),
rgt_state AS (  -- in production: cut over, not terminated; delivered or in test is not in production
  SELECT as_of, id_lien_rgt, is_vanished,
    coalesce(statut = 'Annulé', false) AS is_cancelled,
    NOT is_vanished AND coalesce(date_bascule <= least(as_of, extraction_date), false)
      AND NOT coalesce(date_fin <= as_of, false) AND coalesce(statut NOT IN ('Livré', 'En essai'), true) AS in_production_at_worst,
    coalesce(date_bascule <= as_of, false) AND NOT coalesce(date_fin <= least(as_of, extraction_date), false)
      AND coalesce(statut NOT IN ('Livré', 'En essai'), true) AS in_production_at_best
  FROM rgt_links
),
pairs AS (  -- those of the lot used whose RITM link is in the inventory, or was
  SELECT used_rgt.as_of, pair.id_lien_ritm, pair.id_lien_rgt, pair.obligatoire
  FROM used_rgt JOIN rgt_liens__correspondance AS pair USING (delivery_id)
  SEMI JOIN links ON links.as_of = used_rgt.as_of AND links.id_lien_ritm = pair.id_lien_ritm
),
pair_state AS (  -- an order cancelled is not a replacement; an RGT link in no lot is D-PAIR
  SELECT pairs.*, rejected_rgt.id_lien_rgt IS NOT NULL AS is_rejected,
    rgt_state.id_lien_rgt IS NULL AND rejected_rgt.id_lien_rgt IS NULL AS is_unknown,
    coalesce(rgt_state.is_vanished, false) AS is_vanished,
    coalesce(rgt_state.in_production_at_worst, false) AS at_worst,
    coalesce(rgt_state.in_production_at_best, rejected_rgt.id_lien_rgt IS NULL) AS at_best
  FROM pairs
  LEFT JOIN rgt_state ON rgt_state.as_of = pairs.as_of AND rgt_state.id_lien_rgt = pairs.id_lien_rgt
  LEFT JOIN rejected_rgt ON rejected_rgt.as_of = pairs.as_of AND rejected_rgt.id_lien_rgt = pairs.id_lien_rgt
  WHERE NOT coalesce(rgt_state.is_cancelled, false)
),
rgt_side AS (  -- every obligatoire pair in production; if none is obligatoire, one in production is enough
  SELECT as_of, id_lien_ritm,
    CASE WHEN bool_or(obligatoire) THEN bool_and(at_worst OR NOT obligatoire) ELSE bool_or(at_worst) END AS migrated_at_worst,
    CASE WHEN bool_or(obligatoire) THEN bool_and(at_best OR NOT obligatoire) ELSE bool_or(at_best) END AS migrated_at_best,
    bool_or(is_rejected) AS has_rejected, bool_or(is_unknown) AS has_unknown, bool_or(is_vanished) AS has_vanished
  FROM pair_state GROUP BY as_of, id_lien_ritm
),
rejected_pairs AS (
  SELECT DISTINCT used_rgt.as_of, rows.id_lien_ritm
  FROM used_rgt JOIN rgt_liens__correspondance__rejected AS rows USING (delivery_id) WHERE rows.id_lien_ritm IS NOT NULL
),
facts AS (
  SELECT links.*,
    coalesce(rgt_side.migrated_at_worst, false) AS rule_at_worst,
    coalesce(rgt_side.migrated_at_best, false) AS rule_at_best,
    coalesce(rgt_side.has_rejected, false) OR rejected_pairs.id_lien_ritm IS NOT NULL AS has_rejected,
    coalesce(rgt_side.has_unknown, false) AS has_unknown,
    coalesce(rgt_side.has_vanished, false) AS has_vanished,
    date_mise_en_service <= reference.day AND coalesce(statut <> 'Annulé', true) AS in_scope,
    coalesce(date_debranchement <= links.as_of, false) AS disconnection_planned,
    coalesce(date_debranchement <= least(links.as_of, extraction_date), false) AS disconnection_happened,
    coalesce(motif_fin <> 'Migration RGT', false) AS other_motive
  FROM links
  JOIN reference_dates AS reference ON reference.name = 'ritm_population'
  LEFT JOIN rgt_side ON rgt_side.as_of = links.as_of AND rgt_side.id_lien_ritm = links.id_lien_ritm
  LEFT JOIN rejected_pairs ON rejected_pairs.as_of = links.as_of AND rejected_pairs.id_lien_ritm = links.id_lien_ritm
),
doubted AS (
  SELECT *,
    in_scope AND NOT (disconnection_happened AND other_motive) AS in_population,
    disconnection_planned AND NOT disconnection_happened AND other_motive AS leaves_in_future,
    (coalesce(statut = 'Débranché', false) AND date_debranchement IS NULL)
      OR (disconnection_planned AND motif_fin IS NULL) AS is_closed_doubt,
    NOT rule_at_worst AND (coalesce(statut = 'Migré', false)
      OR (coalesce(motif_fin = 'Migration RGT', false) AND disconnection_planned)) AS is_claimed,
    NOT rule_at_worst AND has_rejected AS is_dependent
  FROM facts
),
state AS (
  SELECT *,
    CASE WHEN NOT in_population THEN 1
      WHEN is_closed_doubt OR NOT rule_at_worst THEN 0
      WHEN leaves_in_future THEN 1
      ELSE 2 END AS state_against,
    CASE WHEN NOT in_population THEN 1
      WHEN is_closed_doubt THEN 1
      WHEN is_claimed OR is_dependent OR rule_at_best THEN 2
      WHEN leaves_in_future THEN 1
      ELSE 0 END AS state_for
  FROM doubted
),
judged AS (  -- what a rejected or vanished link may be: against, in the population and not migrated
  SELECT *,
    CASE WHEN NOT in_population THEN 1 WHEN origin = 'reported' THEN state_against ELSE 0 END AS worst,
    CASE WHEN NOT in_population THEN 1 WHEN origin = 'rejected' THEN 2 ELSE state_for END AS best
  FROM state
),
explained AS (
  SELECT *,
    CASE
      WHEN coalesce(statut = 'Annulé', false) THEN 'CANCELLED'
      WHEN NOT in_scope THEN 'AFTER-REFERENCE-DATE'
      WHEN NOT in_population THEN 'DISCONNECTED'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN worst = 2 THEN 'MIGRATED'
      WHEN worst = 1 THEN 'DISCONNECTED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN NOT in_population THEN NULL
      WHEN origin = 'vanished' THEN 'D-VANISHED'
      WHEN origin = 'rejected' THEN 'D-REJECTED'
      WHEN worst = best THEN NULL
      WHEN is_closed_doubt THEN 'D-CLOSED'
      WHEN is_claimed THEN 'D-CLAIM'
      WHEN is_dependent THEN 'D-REJECTED'
      WHEN has_unknown THEN 'D-PAIR'
      WHEN has_vanished THEN 'D-VANISHED'
      ELSE 'D-FUTURE'
    END AS doubt
  FROM judged
),
new_rejected AS (  -- a link that no earlier lot had: it widens low and high, when nothing readable excludes it
  SELECT rejected.as_of, coalesce(rejected.id_lien_ritm, '?' || coalesce(sheet, '') || ':' || row_number) AS entity_id,
    CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region) THEN min(code_region) END AS region_code,
    bool_or(coalesce(date_mise_en_service <= reference.day, true) AND coalesce(statut <> 'Annulé', true)
      AND NOT coalesce(date_debranchement <= least(rejected.as_of, extraction_date)
        AND motif_fin <> 'Migration RGT', false)) AS may_count,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM rejected
  JOIN reference_dates AS reference ON reference.name = 'ritm_population'
  ANTI JOIN last_known ON last_known.as_of = rejected.as_of AND last_known.id_lien_ritm = rejected.id_lien_ritm
  GROUP BY ALL
)
SELECT as_of, id_lien_ritm AS entity_id, code_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  (worst = 2)::INTEGER AS n_value, (worst <> 1)::INTEGER AS d_value,
  (worst = 2)::INTEGER AS n_low, (worst <> 1)::INTEGER AS d_low,
  (best = 2)::INTEGER AS n_high, (best <> 1)::INTEGER AS d_high
FROM explained
UNION ALL BY NAME
SELECT as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  0 AS n_value, 0 AS d_value, 0 AS n_low, may_count::INTEGER AS d_low, may_count::INTEGER AS n_high, may_count::INTEGER AS d_high
FROM new_rejected

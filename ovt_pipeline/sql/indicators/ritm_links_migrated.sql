-- Which RITM links are in the population at each as_of, and which are migrated to RGT?
-- @rule_version 1.0
-- @kind rate
-- @exports ritm_liens rgt_liens
-- @scenarios disconnected_kept_not_migrated disconnected_kept_migrated migrated_once_disconnected
--
-- One row per as_of and RITM link, with the letters of indicators.md (n d b c r) and the states of renir_units_migrated:
-- 0 in the population and not migrated, 1 out of the population, 2 migrated; against is the least, in favour the greatest.
WITH
lot_used AS (
  SELECT as_of, delivery_id, lot_order FROM lots_used WHERE export = 'ritm_liens'
),
known AS (  -- each accepted row, with the next lot in which its link is seen again
  SELECT *, lead(lot_order) OVER (PARTITION BY id_lien_ritm ORDER BY lot_order) AS next_lot_order FROM ritm_liens__liens
),
last_known AS (  -- the last row that an earlier accepted lot had for each link
  SELECT lot_used.as_of, known.* EXCLUDE (next_lot_order)
  FROM lot_used JOIN known ON known.lot_order < lot_used.lot_order
    AND (known.next_lot_order IS NULL OR known.next_lot_order >= lot_used.lot_order)
),
reported AS (
  SELECT lot_used.as_of, rows.* FROM lot_used JOIN ritm_liens__liens AS rows USING (delivery_id)
),
rejected AS (
  SELECT lot_used.as_of, rows.* FROM lot_used JOIN ritm_liens__liens__rejected AS rows USING (delivery_id)
),
rejected_known AS (  -- D-REJECTED: its own row was rejected and an earlier accepted lot had it
  SELECT 'rejected' AS origin, last_known.*
  FROM last_known SEMI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.id_lien_ritm = last_known.id_lien_ritm
),
vanished AS (  -- D-VANISHED: an earlier accepted lot had it, the delivery used has it neither accepted nor rejected
  SELECT 'vanished' AS origin, last_known.*
  FROM last_known
  ANTI JOIN reported ON reported.as_of = last_known.as_of AND reported.id_lien_ritm = last_known.id_lien_ritm
  ANTI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.id_lien_ritm = last_known.id_lien_ritm
),
links AS (
  SELECT 'reported' AS origin, * FROM reported
  UNION ALL BY NAME SELECT * FROM rejected_known
  UNION ALL BY NAME SELECT * FROM vanished
),
-- the RGT side
rgt_lot_used AS (
  SELECT as_of, delivery_id, lot_order FROM lots_used WHERE export = 'rgt_liens'
),
rgt_known AS (
  SELECT *, lead(lot_order) OVER (PARTITION BY id_lien_rgt ORDER BY lot_order) AS next_lot_order FROM rgt_liens__liens
),
rgt_rejected AS (
  SELECT DISTINCT rgt_lot_used.as_of, rows.id_lien_rgt
  FROM rgt_lot_used JOIN rgt_liens__liens__rejected AS rows USING (delivery_id) WHERE rows.id_lien_rgt IS NOT NULL
),
rgt_links AS (  -- the last row of each RGT link; D-VANISHED when the lot used has it neither accepted nor rejected
  SELECT rgt_lot_used.as_of, rgt_known.*, rgt_known.lot_order < rgt_lot_used.lot_order AS d_vanished
  FROM rgt_lot_used JOIN rgt_known ON rgt_known.lot_order <= rgt_lot_used.lot_order
    AND (rgt_known.next_lot_order IS NULL OR rgt_known.next_lot_order > rgt_lot_used.lot_order)
  ANTI JOIN rgt_rejected ON rgt_rejected.as_of = rgt_lot_used.as_of AND rgt_rejected.id_lien_rgt = rgt_known.id_lien_rgt
),
rgt_state AS (  -- in production: date_bascule <= as_of and no date_fin <= as_of; delivered or in test is not in production
  SELECT as_of, id_lien_rgt, d_vanished,
    coalesce(statut = 'Annulé', false) AS is_cancelled,
    coalesce(statut NOT IN ('Annulé', 'Livré', 'En essai'), true) AS may_be_in_production,
    coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_against,
    coalesce(date_bascule <= as_of, false) AND NOT coalesce(date_fin <= extraction_date, false) AS runs_in_favour
  FROM rgt_links
),
pairs AS (  -- those of the correspondence sheet whose RITM link is in the inventory, or was
  SELECT rgt_lot_used.as_of, pair.id_lien_ritm, pair.id_lien_rgt, pair.obligatoire
  FROM rgt_lot_used JOIN rgt_liens__correspondance AS pair USING (delivery_id)
  SEMI JOIN links ON links.as_of = rgt_lot_used.as_of AND links.id_lien_ritm = pair.id_lien_ritm
),
pair_state AS (  -- and whose RGT link is not cancelled: an order cancelled is not a replacement, unless it vanished since
  SELECT pairs.*, rgt_rejected.id_lien_rgt IS NOT NULL AS d_rejected,
    rgt_state.id_lien_rgt IS NULL AND rgt_rejected.id_lien_rgt IS NULL AS d_pair,  -- it names an RGT link in no lot
    coalesce(rgt_state.d_vanished AND CASE WHEN is_cancelled THEN obligatoire ELSE may_be_in_production AND runs_in_favour END,
      false) AS d_vanished,
    coalesce(is_cancelled, false) AS is_cancelled,
    coalesce(may_be_in_production AND runs_against AND NOT rgt_state.d_vanished, false) AS against,
    coalesce(may_be_in_production AND runs_in_favour, rgt_rejected.id_lien_rgt IS NULL) AS in_favour
  FROM pairs
  LEFT JOIN rgt_state ON rgt_state.as_of = pairs.as_of AND rgt_state.id_lien_rgt = pairs.id_lien_rgt
  LEFT JOIN rgt_rejected ON rgt_rejected.as_of = pairs.as_of AND rgt_rejected.id_lien_rgt = pairs.id_lien_rgt
  WHERE NOT coalesce(rgt_state.is_cancelled AND NOT rgt_state.d_vanished, false)
),
deciding AS (  -- is any pair obligatoire? a vanished link last known cancelled binds against the indicator only
  SELECT *, bool_or(obligatoire) OVER same_link AS binds_against,
    bool_or(obligatoire AND NOT is_cancelled) OVER same_link AS binds_in_favour
  FROM pair_state WINDOW same_link AS (PARTITION BY as_of, id_lien_ritm)
),
rgt_side AS (  -- every obligatoire pair in production; if none is obligatoire, one in production is enough
  SELECT as_of, id_lien_ritm,
    CASE WHEN any_value(binds_against) THEN bool_and(against) FILTER (obligatoire) ELSE bool_or(against) END AS migrated_against,
    CASE WHEN any_value(binds_in_favour) THEN bool_and(in_favour) FILTER (obligatoire AND NOT is_cancelled)
      ELSE bool_or(in_favour) END AS migrated_in_favour,
    bool_or(d_pair) FILTER (obligatoire OR NOT binds_in_favour) AS d_pair,
    bool_or(d_vanished) FILTER (obligatoire OR NOT binds_against) AS d_vanished,
    migrated_in_favour AND NOT migrated_against AS may_decide
  FROM deciding GROUP BY as_of, id_lien_ritm
),
named_by_rejected AS (  -- D-REJECTED: an RGT or pair row that names the link was rejected
  SELECT as_of, id_lien_ritm FROM pair_state WHERE d_rejected
  UNION
  SELECT rgt_lot_used.as_of, rows.id_lien_ritm
  FROM rgt_lot_used JOIN rgt_liens__correspondance__rejected AS rows USING (delivery_id) WHERE rows.id_lien_ritm IS NOT NULL
),
facts AS (  -- an effective date later than the extraction of its delivery is a plan: D-FUTURE when it is <= as_of
  SELECT links.*,
    coalesce(rgt_side.migrated_against, false) AS migrated_against,
    coalesce(rgt_side.migrated_in_favour, false) AS migrated_in_favour,
    coalesce(rgt_side.d_pair AND may_decide, false) AS d_pair,
    coalesce(rgt_side.d_vanished AND may_decide, false) AS d_vanished,
    named.id_lien_ritm IS NOT NULL AS is_named_by_rejected,
    date_mise_en_service > reference.day AS is_after_reference,
    date_mise_en_service <= least(reference.day, links.as_of) AND coalesce(statut <> 'Annulé', true) AS in_service_at_reference,
    date_mise_en_service > extraction_date AS service_is_plan,
    coalesce(date_debranchement <= extraction_date, false) AS disconnection_is_fact,
    coalesce(date_debranchement <= links.as_of, false) AS disconnection_may_have_happened,
    coalesce(motif_fin <> 'Migration RGT', false) AS other_motif
  FROM links
  JOIN reference_dates AS reference ON reference.name = 'ritm_population'
  LEFT JOIN rgt_side ON rgt_side.as_of = links.as_of AND rgt_side.id_lien_ritm = links.id_lien_ritm
  LEFT JOIN named_by_rejected AS named ON named.as_of = links.as_of AND named.id_lien_ritm = links.id_lien_ritm
),
doubts AS (
  SELECT *,
    in_service_at_reference AND NOT (disconnection_is_fact AND other_motif) AS in_population,
    disconnection_may_have_happened AND NOT disconnection_is_fact AS d_future,
    (coalesce(statut = 'Débranché', false) AND date_debranchement IS NULL)
      OR (disconnection_may_have_happened AND motif_fin IS NULL) AS d_closed,
    NOT migrated_against AND (coalesce(statut = 'Migré', false)
      OR (coalesce(motif_fin = 'Migration RGT', false) AND disconnection_may_have_happened)) AS d_claim,
    NOT migrated_against AND is_named_by_rejected AS d_rejected
  FROM facts
),
state AS (  -- the least and the greatest of the states that resolving the doubts of a link either way can give
  SELECT *,
    CASE
      WHEN NOT in_population THEN 1
      WHEN d_closed OR NOT migrated_against THEN 0
      WHEN d_future AND other_motif THEN 1
      ELSE 2
    END AS state_against,
    CASE
      WHEN NOT in_population THEN 1
      WHEN d_closed AND NOT d_future THEN 1
      WHEN d_claim OR d_rejected OR migrated_in_favour THEN 2
      WHEN d_closed OR (d_future AND other_motif) THEN 1
      ELSE 0
    END AS state_for
  FROM doubts
),
judged AS (  -- a rejected or vanished link: in the population and not migrated; migrated, or its last known state
  SELECT *,
    CASE WHEN in_population AND origin <> 'reported' THEN 0 WHEN service_is_plan THEN least(state_against, 1)
      ELSE state_against END AS against,
    CASE WHEN in_population AND origin = 'rejected' THEN 2 WHEN service_is_plan THEN greatest(state_for, 1)
      ELSE state_for END AS in_favour
  FROM state
),
explained AS (
  SELECT *,
    CASE
      WHEN coalesce(statut = 'Annulé', false) THEN 'CANCELLED'
      WHEN is_after_reference THEN 'AFTER-REFERENCE-DATE'
      WHEN NOT in_service_at_reference THEN 'NOT-IN-SERVICE'
      WHEN NOT in_population THEN 'DISCONNECTED'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN against = 2 THEN 'MIGRATED'
      WHEN against = 1 AND service_is_plan THEN 'NOT-IN-SERVICE'
      WHEN against = 1 THEN 'DISCONNECTED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN against = in_favour THEN NULL  -- a doubt that cannot change the figure is a remark
      WHEN origin = 'vanished' THEN 'D-VANISHED'
      WHEN origin = 'rejected' THEN 'D-REJECTED'
      WHEN d_closed THEN 'D-CLOSED'
      WHEN d_claim THEN 'D-CLAIM'
      WHEN d_rejected THEN 'D-REJECTED'
      WHEN d_pair THEN 'D-PAIR'
      WHEN d_vanished THEN 'D-VANISHED'
      ELSE 'D-FUTURE'
    END AS doubt
  FROM judged
),
rejected_new AS (  -- r: no earlier lot had it, and nothing readable in it excludes it; a key counts once
  SELECT rejected.as_of, coalesce(rejected.id_lien_ritm, '?' || coalesce(sheet, '') || ':' || row_number) AS entity_id,
    CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region) THEN min(code_region) END AS region_code,
    bool_or(coalesce(date_mise_en_service <= least(reference.day, rejected.as_of), true) AND coalesce(statut <> 'Annulé', true)
      AND NOT coalesce(date_debranchement <= extraction_date AND motif_fin <> 'Migration RGT', false)) AS may_count,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM rejected
  JOIN reference_dates AS reference ON reference.name = 'ritm_population'
  ANTI JOIN last_known ON last_known.as_of = rejected.as_of AND last_known.id_lien_ritm = rejected.id_lien_ritm
  GROUP BY ALL
)
SELECT as_of, id_lien_ritm AS entity_id, code_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  (against = 2)::INTEGER AS n, (against <> 1)::INTEGER AS d,
  (in_favour = 2)::INTEGER - (against = 2)::INTEGER AS b,
  (against <> 1)::INTEGER - (in_favour <> 1)::INTEGER AS c,  -- -1 when it may stay in the population, migrated
  0 AS r, 0 AS k,
  (against = 2)::INTEGER AS n_disconnected_kept_not_migrated,
  in_service_at_reference::INTEGER AS d_disconnected_kept_not_migrated,
  (in_service_at_reference AND against <> 0)::INTEGER AS n_disconnected_kept_migrated,
  in_service_at_reference::INTEGER AS d_disconnected_kept_migrated,
  (against = 2 AND disconnection_is_fact)::INTEGER AS n_migrated_once_disconnected,
  (against <> 1)::INTEGER AS d_migrated_once_disconnected
FROM explained
UNION ALL BY NAME
SELECT as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  0 AS n, 0 AS d, 0 AS b, 0 AS c, may_count::INTEGER AS r, 0 AS k
FROM rejected_new

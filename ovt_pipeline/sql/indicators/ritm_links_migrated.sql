-- Which RITM links are in the population at each as_of, and which are migrated to RGT?
-- @rule_version 1.0
-- @kind rate
-- @exports ritm_liens rgt_liens
-- @scenarios disconnected_kept_not_migrated disconnected_kept_migrated migrated_once_disconnected
--
-- A link is 'not_migrated' (and in the population), 'out' of it, or 'migrated'; worst is the least of the states that the exports
-- leave open, best the greatest.
WITH
links AS (
  SELECT * FROM ritm_liens__liens__entities
),
-- the RGT side
rgt_rejected AS (
  SELECT DISTINCT as_of, id_lien_rgt FROM rgt_liens__liens__rejections WHERE is_in_lot_used AND id_lien_rgt IS NOT NULL
),
rgt_state AS (  -- in production: date_bascule <= as_of and no date_fin <= as_of; delivered or in test is not in production
  SELECT
    as_of, id_lien_rgt, origin = 'vanished' AS d_vanished,
    coalesce(statut = 'Annulé', false) AS is_cancelled,
    coalesce(statut NOT IN ('Annulé', 'Livré', 'En essai'), true) AS may_be_in_production,
    coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_at_worst,
    coalesce(date_bascule <= as_of, false) AND NOT coalesce(date_fin <= extraction_date, false) AS runs_at_best
  FROM rgt_liens__liens__entities
  WHERE origin <> 'rejected'
),
pairs AS (  -- those of the correspondence sheet whose RITM link is in the inventory, or was
  SELECT pair.as_of, pair.id_lien_ritm, pair.id_lien_rgt, pair.obligatoire
  FROM rgt_liens__correspondance__used AS pair
  SEMI JOIN links ON links.as_of = pair.as_of AND links.id_lien_ritm = pair.id_lien_ritm
),
pair_state AS (  -- and whose RGT link is not cancelled: an order cancelled is not a replacement, unless it vanished since
  SELECT
    pairs.*, rgt_rejected.id_lien_rgt IS NOT NULL AS d_rejected,
    rgt_state.id_lien_rgt IS NULL AND rgt_rejected.id_lien_rgt IS NULL AS d_pair,  -- it names an RGT link in no lot
    coalesce(rgt_state.d_vanished AND CASE WHEN is_cancelled THEN obligatoire ELSE may_be_in_production AND runs_at_best END,
      false) AS d_vanished,
    coalesce(is_cancelled, false) AS is_cancelled,
    coalesce(may_be_in_production AND runs_at_worst AND NOT rgt_state.d_vanished, false) AS runs_at_worst,
    coalesce(may_be_in_production AND runs_at_best, rgt_rejected.id_lien_rgt IS NULL) AS runs_at_best
  FROM pairs
  LEFT JOIN rgt_state ON rgt_state.as_of = pairs.as_of AND rgt_state.id_lien_rgt = pairs.id_lien_rgt
  LEFT JOIN rgt_rejected ON rgt_rejected.as_of = pairs.as_of AND rgt_rejected.id_lien_rgt = pairs.id_lien_rgt
  WHERE NOT coalesce(rgt_state.is_cancelled AND NOT rgt_state.d_vanished, false)
),
deciding AS (  -- is any pair obligatoire? a vanished link last known cancelled binds at worst only
  SELECT
    *, bool_or(obligatoire) OVER same_link AS binds_at_worst,
    bool_or(obligatoire AND NOT is_cancelled) OVER same_link AS binds_at_best
  FROM pair_state WINDOW same_link AS (PARTITION BY as_of, id_lien_ritm)
),
rgt_side AS (  -- every obligatoire pair in production; if none is obligatoire, one in production is enough
  SELECT
    as_of, id_lien_ritm,
    CASE
      WHEN any_value(binds_at_worst) THEN bool_and(runs_at_worst) FILTER (obligatoire) ELSE bool_or(runs_at_worst)
    END AS migrated_at_worst,
    CASE
      WHEN any_value(binds_at_best) THEN bool_and(runs_at_best) FILTER (obligatoire AND NOT is_cancelled)
      ELSE bool_or(runs_at_best)
    END AS migrated_at_best,
    bool_or(d_pair) FILTER (obligatoire OR NOT binds_at_best) AS d_pair,
    bool_or(d_vanished) FILTER (obligatoire OR NOT binds_at_worst) AS d_vanished,
    migrated_at_best AND NOT migrated_at_worst AS may_decide
  FROM deciding GROUP BY as_of, id_lien_ritm
),
named_by_rejected AS (  -- D-REJECTED: an RGT or pair row that names the link was rejected
  SELECT as_of, id_lien_ritm FROM pair_state WHERE d_rejected
  UNION
  SELECT as_of, id_lien_ritm FROM rgt_liens__correspondance__rejections WHERE is_in_lot_used AND id_lien_ritm IS NOT NULL
),
facts AS (  -- an effective date later than the extraction of its delivery is a plan: D-FUTURE when it is <= as_of
  SELECT
    links.*,
    coalesce(rgt_side.migrated_at_worst, false) AS migrated_at_worst,
    coalesce(rgt_side.migrated_at_best, false) AS migrated_at_best,
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
  SELECT
    *,
    in_service_at_reference AND NOT (disconnection_is_fact AND other_motif) AS in_population,
    disconnection_may_have_happened AND NOT disconnection_is_fact AS d_future,
    (coalesce(statut = 'Débranché', false) AND date_debranchement IS NULL)
      OR (disconnection_may_have_happened AND motif_fin IS NULL) AS d_closed,
    NOT migrated_at_worst AND (coalesce(statut = 'Migré', false)
      OR (coalesce(motif_fin = 'Migration RGT', false) AND disconnection_may_have_happened)) AS d_claim,
    NOT migrated_at_worst AND is_named_by_rejected AS d_rejected
  FROM facts
),
state AS (  -- the least and the greatest of the states that resolving the doubts of a link either way can give
  SELECT
    *,
    CASE
      WHEN NOT in_population THEN 'out'
      WHEN d_closed OR NOT migrated_at_worst THEN 'not_migrated'
      WHEN d_future AND other_motif THEN 'out'
      ELSE 'migrated'
    END AS state_worst,
    CASE
      WHEN NOT in_population THEN 'out'
      WHEN d_closed AND NOT d_future THEN 'out'
      WHEN d_claim OR d_rejected OR migrated_at_best THEN 'migrated'
      WHEN d_closed OR (d_future AND other_motif) THEN 'out'
      ELSE 'not_migrated'
    END AS state_best
  FROM doubts
),
judged AS (  -- a rejected or vanished link: in the population and not migrated; migrated, or its last known state
  SELECT
    *,
    CASE
      WHEN in_population AND origin <> 'reported' THEN 'not_migrated'
      WHEN service_is_plan AND state_worst = 'migrated' THEN 'out'
      ELSE state_worst
    END AS worst,
    CASE
      WHEN in_population AND origin = 'rejected' THEN 'migrated'
      WHEN service_is_plan AND state_best = 'not_migrated' THEN 'out'
      ELSE state_best
    END AS best
  FROM state
),
explained AS (
  SELECT
    *,
    CASE
      WHEN coalesce(statut = 'Annulé', false) THEN 'CANCELLED'
      WHEN is_after_reference THEN 'AFTER-REFERENCE-DATE'
      WHEN NOT in_service_at_reference THEN 'NOT-IN-SERVICE'
      WHEN NOT in_population THEN 'DISCONNECTED'
      WHEN origin = 'vanished' THEN 'VANISHED'
      WHEN origin = 'rejected' THEN 'REJECTED'
      WHEN worst = 'migrated' THEN 'MIGRATED'
      WHEN worst = 'out' AND service_is_plan THEN 'NOT-IN-SERVICE'
      WHEN worst = 'out' THEN 'DISCONNECTED'
      ELSE 'NOT-MIGRATED'
    END AS reason_code,
    CASE
      WHEN worst = best THEN NULL  -- a doubt that cannot change the figure is a remark
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
  SELECT
    rejected.as_of, rejected.entity_id,
    CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region) THEN min(code_region) END AS region_code,
    bool_or(coalesce(date_mise_en_service <= least(reference.day, rejected.as_of), true) AND coalesce(statut <> 'Annulé', true)
      AND NOT coalesce(date_debranchement <= extraction_date AND motif_fin <> 'Migration RGT', false)) AS may_count,
    min(delivery_id) AS delivery_id, min(sheet) AS sheet, min(row_number) AS row_number
  FROM ritm_liens__liens__rejections AS rejected
  JOIN reference_dates AS reference ON reference.name = 'ritm_population'
  WHERE is_in_lot_used AND NOT is_known
  GROUP BY rejected.as_of, rejected.entity_id
)
SELECT
  as_of, entity_id, code_region AS region_code, reason_code, doubt, delivery_id, sheet, row_number,
  worst, best, NULL AS beside,
  CASE
    WHEN NOT in_service_at_reference THEN 'out' WHEN worst = 'migrated' THEN 'migrated' ELSE 'not_migrated'
  END AS state_disconnected_kept_not_migrated,
  CASE
    WHEN NOT in_service_at_reference THEN 'out' WHEN worst = 'not_migrated' THEN 'not_migrated' ELSE 'migrated'
  END AS state_disconnected_kept_migrated,
  CASE
    WHEN worst = 'migrated' AND NOT disconnection_is_fact THEN 'not_migrated' ELSE worst
  END AS state_migrated_once_disconnected
FROM explained
UNION ALL
SELECT
  as_of, entity_id, region_code, 'REJECTED-NEW' AS reason_code, NULL AS doubt, delivery_id, sheet, row_number,
  'out' AS worst, 'out' AS best, CASE WHEN may_count THEN 'one_entity' END AS beside,
  'out' AS state_disconnected_kept_not_migrated, 'out' AS state_disconnected_kept_migrated,
  'out' AS state_migrated_once_disconnected
FROM rejected_new

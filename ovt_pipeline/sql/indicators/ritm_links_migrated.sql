-- Which RITM links are in the population at each as_of, and which are migrated to RGT?
-- @rule_version 2.0
-- @kind rate
-- @exports ritm_liens rgt_liens
-- @scenarios disconnected_kept_not_migrated disconnected_kept_migrated migrated_once_disconnected
--
-- A link is not_counted (in the population, not migrated), out of it, or counted (migrated). Each number ending in _at says from
-- which doubt of the closed list on (relations/base.sql) something is possible: 0 without any, 99 never. So what needs two things
-- has the greatest of their numbers, and what two things allow the least.
WITH
-- the RGT side: each link as its last row says, or as every row that a rejected one could be
rgt_said AS (  -- what the statuts say; one that cannot be read may say any of it
  SELECT NULL AS statut UNION ALL SELECT 'Livré' UNION ALL SELECT 'En production' UNION ALL SELECT 'Annulé'
),
rgt_rows AS (
  SELECT
    as_of, id_lien_rgt__folded AS rgt, origin, false AS is_rejected_row, extraction_date, coalesce(doubted, false) AS doubted,
    CASE WHEN origin = 'ended' AND noted.day IS NOT NULL THEN noted.kind ELSE statut END AS statut,
    date_bascule, false AS cut_over_unread,
    CASE WHEN origin = 'ended' AND noted.kind = 'Résilié' THEN noted.day ELSE date_fin END AS date_fin, false AS end_unread
  FROM rgt_liens__liens__entities AS links
  LEFT JOIN noted_ends AS noted ON noted.export = 'rgt_liens' AND noted.table_name = 'liens'
    AND noted.entity = links.id_lien_rgt__folded
  WHERE origin <> 'rejected'  -- what an earlier row said of a link rejected today is not known any more
  UNION ALL
  SELECT
    as_of, id_lien_rgt__folded AS rgt, 'rejected' AS origin, true AS is_rejected_row, extraction_date, false AS doubted,
    CASE WHEN statut__defect IS NOT NULL THEN rgt_said.statut ELSE rows.statut END AS statut,
    date_bascule, date_bascule__defect IS NOT NULL AS cut_over_unread, date_fin, date_fin__defect IS NOT NULL AS end_unread
  FROM rgt_liens__liens__rejections AS rows
  JOIN rgt_said ON statut__defect IS NOT NULL OR rgt_said.statut IS NULL
  WHERE is_in_lot_used AND id_lien_rgt__folded IS NOT NULL
),
rgt_facts AS (  -- in production: date_bascule <= as_of and no date_fin <= as_of; a day after as_of has happened in no reading
  SELECT
    *, coalesce(statut = 'Annulé', false) AS is_cancelled,
    CASE
      WHEN cut_over_unread THEN 7
      WHEN date_bascule <= least(extraction_date, as_of) THEN 0 WHEN date_bascule <= as_of THEN 3 ELSE 99
    END AS cut_over_at,
    CASE WHEN cut_over_unread THEN 7 WHEN date_bascule <= least(extraction_date, as_of) THEN 99 ELSE 0 END AS not_cut_over_at,
    CASE
      WHEN end_unread THEN 7
      WHEN date_fin <= least(extraction_date, as_of) THEN 0 WHEN date_fin <= as_of THEN 3 ELSE 99
    END AS ended_at,
    CASE WHEN end_unread THEN 7 WHEN date_fin <= least(extraction_date, as_of) THEN 99 ELSE 0 END AS not_ended_at,
    coalesce(date_bascule > as_of AND date_bascule <= extraction_date, false) AS cut_over_in_window,
    CASE WHEN statut = 'En production' THEN true WHEN statut IN ('Commandé', 'Livré', 'En essai', 'Résilié') THEN false
    END AS says_running,
    coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= extraction_date, false)
      AS runs_at_extraction
  FROM rgt_rows
),
rgt_modes AS (  -- D-STATUS; an Annulé that was cut over is out of the pairs, or in production
  SELECT
    *,
    CASE WHEN says_running IS NOT NULL AND NOT cut_over_in_window AND (says_running <> runs_at_extraction
      OR cut_over_unread OR end_unread) THEN 2 ELSE 99 END AS status_at
  FROM rgt_facts
),
rgt_states AS (
  SELECT
    as_of, rgt, is_rejected_row,
    min(CASE
      WHEN origin = 'vanished' THEN 9  -- it is not there any more
      WHEN is_cancelled AND cut_over_unread THEN 7
      WHEN is_cancelled AND cut_over_at = 0 THEN 2
      WHEN is_cancelled THEN 99
      ELSE least(greatest(cut_over_at, not_ended_at), status_at)
    END) AS runs_at,
    min(CASE WHEN origin = 'vanished' THEN 0 WHEN is_cancelled THEN 99 ELSE least(not_cut_over_at, ended_at, status_at) END)
      AS idle_at,
    min(CASE WHEN is_cancelled THEN 0 ELSE 99 END) AS absent_at,
    bool_or(is_cancelled) AS is_cancelled, bool_or(doubted) AS doubted,
    bool_and(is_cancelled AND NOT coalesce(date_bascule <= extraction_date, false)) AS is_no_replacement,
    min(date_bascule) AS date_bascule, max(date_fin) FILTER (date_fin <= as_of) AS date_fin
  FROM rgt_modes GROUP BY as_of, rgt, is_rejected_row
),
rgt AS (  -- known: as its last row says; today: what today's rejected rows leave open instead, where there are some
  SELECT
    coalesce(known.as_of, today.as_of) AS as_of, coalesce(known.rgt, today.rgt) AS rgt, today.rgt IS NOT NULL AS is_rejected,
    coalesce(known.is_cancelled, false) AS is_cancelled, coalesce(known.doubted, false) AS doubted,
    known.date_bascule, known.date_fin,
    coalesce(known.is_no_replacement, today.is_no_replacement) AS is_no_replacement,
    coalesce(known.runs_at, 99) AS runs_at, coalesce(known.idle_at, 0) AS idle_at, coalesce(known.absent_at, 99) AS absent_at,
    greatest(7, coalesce(today.runs_at, known.runs_at)) AS today_runs_at,
    greatest(7, coalesce(today.idle_at, known.idle_at)) AS today_idle_at,
    greatest(7, coalesce(today.absent_at, known.absent_at)) AS today_absent_at
  FROM (SELECT * FROM rgt_states WHERE NOT is_rejected_row) AS known
  FULL JOIN (SELECT * FROM rgt_states WHERE is_rejected_row) AS today ON today.as_of = known.as_of AND today.rgt = known.rgt
),
-- the pairs of each RITM link
links AS (
  SELECT
    links.* REPLACE (
      CASE WHEN noted.day IS NOT NULL THEN noted.kind ELSE statut END AS statut,
      CASE WHEN noted.kind = 'Débranché' THEN noted.day ELSE date_debranchement END AS date_debranchement,
      CASE WHEN noted.kind = 'Débranché' THEN noted.motif ELSE motif_fin END AS motif_fin),
    id_lien_ritm__folded AS ritm
  FROM ritm_liens__liens__entities AS links
  LEFT JOIN noted_ends AS noted ON links.origin = 'ended' AND noted.export = 'ritm_liens'
    AND noted.entity = links.id_lien_ritm__folded
),
ended AS (  -- a dated end that is a fact, whether the link is still listed or not
  SELECT as_of, ritm FROM links
  WHERE origin <> 'rejected' AND (origin = 'ended'
    OR coalesce(date_debranchement <= least(extraction_date, as_of) AND motif_fin IS NOT NULL, false))
),
sheet AS (  -- the correspondence of the lot used; RITM links that it names, accepted or rejected
  SELECT
    as_of, id_lien_ritm__folded AS ritm, id_lien_rgt__folded AS rgt, obligatoire, coalesce(doubted, false) AS doubted
  FROM rgt_liens__correspondance__used
),
rejected_pairs AS (
  SELECT
    as_of, id_lien_ritm__folded AS ritm, coalesce(id_lien_rgt__folded, '?' || row_number) AS rgt,
    id_lien_rgt__folded IS NULL AS rgt_unread, obligatoire, obligatoire__defect IS NOT NULL AS obligatoire_unread,
    sheet, row_number, delivery_id
  FROM rgt_liens__correspondance__rejections
  WHERE is_in_lot_used
),
named AS (
  SELECT as_of, ritm FROM sheet
  UNION
  SELECT as_of, ritm FROM rejected_pairs WHERE ritm IS NOT NULL
),
earlier AS (  -- every pair of an earlier lot, with the last lot that had one of the link
  SELECT used.as_of, pairs.id_lien_ritm__folded AS ritm, pairs.id_lien_rgt__folded AS rgt, pairs.obligatoire, pairs.lot_order,
    max(pairs.lot_order) OVER (PARTITION BY used.as_of, pairs.id_lien_ritm__folded) AS last_order
  FROM lots_used AS used
  JOIN rgt_liens__correspondance AS pairs ON used.export = 'rgt_liens' AND pairs.lot_order < used.lot_order
),
later_pairs AS (  -- has the link been given a pair since, which the last sheet with this one lacked?
  SELECT gone.as_of, gone.id_lien_ritm__folded AS ritm, gone.id_lien_rgt__folded AS rgt
  FROM rgt_liens__correspondance__rows_gone AS gone
  JOIN lots_used AS used ON used.as_of = gone.as_of AND used.export = 'rgt_liens'
  JOIN rgt_liens__correspondance AS since ON since.id_lien_ritm__folded = gone.id_lien_ritm__folded
    AND since.lot_order > gone.lot_order AND since.lot_order <= used.lot_order
  ANTI JOIN rgt_liens__correspondance AS beside ON beside.delivery_id = gone.delivery_id
    AND beside.id_lien_ritm__folded = since.id_lien_ritm__folded AND beside.id_lien_rgt__folded = since.id_lien_rgt__folded
),
gone_pairs AS (  -- D-VANISHED: there, or not
  SELECT
    gone.as_of, gone.id_lien_ritm__folded AS ritm, gone.id_lien_rgt__folded AS rgt, gone.obligatoire
  FROM rgt_liens__correspondance__rows_gone AS gone
  SEMI JOIN links ON links.as_of = gone.as_of AND links.ritm = gone.id_lien_ritm__folded
    AND links.origin IN ('reported', 'rejected')
  LEFT JOIN ended ON ended.as_of = gone.as_of AND ended.ritm = gone.id_lien_ritm__folded
  LEFT JOIN named ON named.as_of = gone.as_of AND named.ritm = gone.id_lien_ritm__folded
  LEFT JOIN rgt ON rgt.as_of = gone.as_of AND rgt.rgt = gone.id_lien_rgt__folded
  ANTI JOIN later_pairs AS later ON later.as_of = gone.as_of AND later.ritm = gone.id_lien_ritm__folded
    AND later.rgt = gone.id_lien_rgt__folded
  WHERE (ended.ritm IS NULL OR named.ritm IS NOT NULL) AND NOT coalesce(rgt.is_cancelled, false)
),
pairs AS (  -- there_at and lacking_at: from which doubt on is it there, or not?
  SELECT as_of, ritm, rgt, false AS rgt_unread, false AS is_rejected, doubted, obligatoire, 0 AS there_at, 99 AS lacking_at,
    false AS obligatoire_unread
  FROM sheet
  UNION ALL
  SELECT as_of, ritm, rgt, false AS rgt_unread, false AS is_rejected, false AS doubted, obligatoire, 9 AS there_at,
    0 AS lacking_at, false AS obligatoire_unread
  FROM gone_pairs
  UNION ALL
  SELECT  -- of an ended link that today's sheet does not name: the last sheet that did
    earlier.as_of, earlier.ritm, earlier.rgt, false AS rgt_unread, false AS is_rejected, false AS doubted, earlier.obligatoire,
    0 AS there_at, 99 AS lacking_at, false AS obligatoire_unread
  FROM earlier
  SEMI JOIN ended ON ended.as_of = earlier.as_of AND ended.ritm = earlier.ritm
  ANTI JOIN named ON named.as_of = earlier.as_of AND named.ritm = earlier.ritm
  WHERE earlier.lot_order = earlier.last_order
  UNION ALL
  SELECT as_of, ritm, rgt, rgt_unread, true AS is_rejected, false AS doubted, obligatoire, 7 AS there_at, 99 AS lacking_at,
    obligatoire_unread
  FROM rejected_pairs WHERE ritm IS NOT NULL
),
pair_states AS (  -- D-PAIR: a pair that names an RGT link which no lot accepted
  SELECT
    pairs.*, coalesce(rgt.is_rejected, false) AS rgt_is_rejected, coalesce(rgt.doubted, false) AS rgt_doubted,
    rgt.date_bascule, rgt.date_fin,
    CASE WHEN obligatoire_unread THEN 7 WHEN coalesce(obligatoire, true) THEN 0 ELSE 99 END AS binding_at,
    CASE WHEN obligatoire_unread THEN 7 WHEN coalesce(obligatoire, true) THEN 99 ELSE 0 END AS optional_at,
    CASE WHEN rgt_unread THEN 7 WHEN rgt.rgt IS NULL THEN 6 ELSE rgt.runs_at END AS runs_at,
    CASE WHEN rgt_unread THEN 7 WHEN rgt.rgt IS NULL THEN 0 ELSE rgt.idle_at END AS idle_at,
    CASE WHEN rgt_unread THEN 7 WHEN rgt.rgt IS NULL THEN 99 ELSE rgt.absent_at END AS absent_at,
    rgt.today_runs_at, rgt.today_idle_at, rgt.today_absent_at
  FROM pairs LEFT JOIN rgt ON rgt.as_of = pairs.as_of AND rgt.rgt = pairs.rgt
),
readings AS (  -- without what was rejected today, and with it
  SELECT false AS with_rejected, as_of, ritm, rgt, there_at, lacking_at, binding_at, optional_at, runs_at, idle_at, absent_at
  FROM pair_states WHERE NOT is_rejected
  UNION ALL
  SELECT
    true AS with_rejected, as_of, ritm, rgt, there_at, lacking_at, binding_at, optional_at,
    CASE WHEN rgt_is_rejected THEN today_runs_at ELSE runs_at END AS runs_at,
    CASE WHEN rgt_is_rejected THEN today_idle_at ELSE idle_at END AS idle_at,
    CASE WHEN rgt_is_rejected THEN today_absent_at ELSE absent_at END AS absent_at
  FROM pair_states
),
pair_modes AS (  -- a repeated pair: each of its rows may be the one
  SELECT
    with_rejected, as_of, ritm, rgt, min(greatest(there_at, binding_at, runs_at)) AS binding_runs_at,
    min(greatest(there_at, binding_at, idle_at)) AS binding_idle_at,
    min(greatest(there_at, optional_at, runs_at)) AS optional_runs_at,
    min(greatest(there_at, optional_at, idle_at)) AS optional_idle_at,
    min(least(lacking_at, greatest(there_at, absent_at))) AS absent_at
  FROM readings GROUP BY with_rejected, as_of, ritm, rgt
),
rgt_side AS (  -- every obligatoire pair in production; if none is obligatoire, one in production is enough
  SELECT
    with_rejected, as_of, ritm,
    greatest(max(least(binding_runs_at, optional_runs_at, optional_idle_at, absent_at)),
      min(least(binding_runs_at, optional_runs_at))) AS replaced_at,
    least(min(binding_idle_at), max(least(binding_idle_at, optional_idle_at, absent_at))) AS not_replaced_at
  FROM pair_modes GROUP BY with_rejected, as_of, ritm
),
rgt_facts_of_link AS (  -- since when, without any doubt; is a row of it, or of its pairs, doubted by the contract?
  SELECT
    as_of, ritm, bool_or(doubted OR rgt_doubted) AS doubted,
    max(date_bascule) FILTER (binding_at = 0 AND absent_at > 0) AS binding_since,
    min(date_bascule) FILTER (runs_at = 0 AND absent_at > 0) AS running_since,
    coalesce(max(date_fin) FILTER (binding_at = 0 AND idle_at = 0 AND absent_at > 0),
      CASE WHEN min(binding_at) > 0 THEN max(date_fin) END) AS ended_on
  FROM pair_states WHERE NOT is_rejected AND there_at = 0 GROUP BY as_of, ritm
),
replaced AS (
  SELECT
    links.as_of, links.ritm, coalesce(base.replaced_at, 99) AS replaced_at, coalesce(base.not_replaced_at, 0) AS not_replaced_at,
    coalesce(today.replaced_at, 99) AS today_replaced_at, coalesce(today.not_replaced_at, 0) AS today_not_replaced_at,
    coalesce(facts.doubted, false) AS doubted, facts.binding_since, facts.running_since, facts.ended_on
  FROM (SELECT DISTINCT as_of, ritm FROM links) AS links
  LEFT JOIN rgt_side AS base ON base.as_of = links.as_of AND base.ritm = links.ritm AND NOT base.with_rejected
  LEFT JOIN rgt_side AS today ON today.as_of = links.as_of AND today.ritm = links.ritm AND today.with_rejected
  LEFT JOIN rgt_facts_of_link AS facts ON facts.as_of = links.as_of AND facts.ritm = links.ritm
),
at_extraction AS (  -- was it migrated when its own delivery was extracted? for what that delivery claims
  SELECT
    as_of, ritm, CASE WHEN bool_or(binds) THEN bool_and(runs) FILTER (binds) ELSE bool_or(runs) END AS was_replaced
  FROM (
    SELECT
      links.as_of, links.ritm, coalesce(pairs.obligatoire, true) AS binds,
      rgt.origin <> 'vanished' AND coalesce(rgt.date_bascule <= least(links.extraction_date, rgt.extraction_date), false)
      AND NOT coalesce(rgt.date_fin <= links.extraction_date, false) AS runs
    FROM links
    JOIN pairs ON pairs.as_of = links.as_of AND pairs.ritm = links.ritm AND pairs.there_at = 0
    LEFT JOIN rgt_facts AS rgt ON rgt.as_of = pairs.as_of AND rgt.rgt = pairs.rgt AND NOT rgt.is_rejected_row
    WHERE NOT coalesce(rgt.is_cancelled, false)
  ) AS pairs_then
  GROUP BY as_of, ritm
),
-- the RITM side
said AS (
  SELECT NULL AS statut UNION ALL SELECT 'Actif' UNION ALL SELECT 'Migré' UNION ALL SELECT 'Débranché' UNION ALL SELECT 'Annulé'
),
motifs AS (
  SELECT NULL AS motif UNION ALL SELECT 'Migration RGT' UNION ALL SELECT 'Autre'
),
rejected AS (
  SELECT rows.*, cohort.delivery_id IS NOT NULL AS is_in_cohort_lot
  FROM ritm_liens__liens__rejections AS rows
  LEFT JOIN reference_lots AS cohort ON cohort.delivery_id = rows.delivery_id AND cohort.name = 'ritm_population'
),
rows AS (
  SELECT
    as_of, ritm, 'u' AS kind, origin, entity_id, code_region, coalesce(doubted, false) AS doubted, extraction_date,
    date_mise_en_service, false AS service_unread, statut, date_debranchement, false AS end_unread, motif_fin,
    delivery_id, sheet, row_number, true AS is_in_lot_used, ritm AS folded
  FROM links WHERE origin <> 'rejected'
  UNION ALL
  SELECT
    as_of, CASE WHEN is_known THEN id_lien_ritm__folded ELSE '?' || delivery_id || ':' || row_number END AS ritm,
    CASE WHEN is_known THEN 'u' ELSE 'r' END AS kind, 'rejected' AS origin, entity_id, code_region, false AS doubted,
    extraction_date, date_mise_en_service, date_mise_en_service__defect IS NOT NULL AS service_unread,
    CASE WHEN statut__defect IS NOT NULL THEN said.statut ELSE rejected.statut END AS statut,
    date_debranchement, date_debranchement__defect IS NOT NULL AS end_unread,
    CASE WHEN motif_fin__defect IS NOT NULL THEN motifs.motif ELSE motif_fin END AS motif_fin, delivery_id, sheet, row_number,
    is_in_lot_used, id_lien_ritm__folded AS folded
  FROM rejected
  JOIN said ON statut__defect IS NOT NULL OR said.statut IS NULL
  JOIN motifs ON motif_fin__defect IS NOT NULL OR motifs.motif IS NULL
  WHERE (is_in_lot_used AND is_known) OR (NOT is_known AND (is_in_lot_used OR is_in_cohort_lot))
),
facts AS (
  SELECT
    rows.*, reference.day, least(rows.extraction_date, rows.as_of) AS known_until,
    coalesce(date_debranchement > rows.as_of AND date_debranchement <= rows.extraction_date, false) AS ends_in_window,
    CASE
      WHEN end_unread THEN 7
      WHEN date_debranchement <= least(rows.extraction_date, rows.as_of) THEN 0
      WHEN date_debranchement <= rows.as_of THEN 3 ELSE 99
    END AS off_at,
    CASE WHEN end_unread THEN 7 WHEN date_debranchement <= least(rows.extraction_date, rows.as_of) THEN 99 ELSE 0 END AS on_at,
    CASE
      WHEN statut IS NULL OR (statut = 'Débranché' AND coalesce(motif_fin = 'Migration RGT', false)) THEN NULL
      ELSE statut = 'Débranché'
    END AS says_ended,
    coalesce(motif_fin <> 'Migration RGT', false) AS has_other_motif
  FROM rows JOIN reference_dates AS reference ON reference.name = 'ritm_population'
),
replacement AS (  -- on the RGT side, with what a rejected row could change there
  SELECT
    facts.*,
    CASE WHEN differs THEN today_replaced_at ELSE coalesce(least(side.replaced_at, greatest(7, today_replaced_at)), 99) END
      AS side_replaced_at,
    CASE WHEN differs THEN today_not_replaced_at ELSE coalesce(least(side.not_replaced_at, greatest(7, today_not_replaced_at)), 0)
    END AS side_not_replaced_at,
    coalesce(differs, false) AS side_differs, coalesce(side.doubted, false) AS side_doubted,
    coalesce(side.not_replaced_at, 0) = 0 AND NOT coalesce(was_replaced, false) AS not_replaced_then_or_now
  FROM facts
  LEFT JOIN (
    SELECT *, (replaced_at < 99) <> (today_replaced_at < 99) OR (not_replaced_at < 99) <> (today_not_replaced_at < 99) AS differs
    FROM replaced
  ) AS side ON side.as_of = facts.as_of AND side.ritm = facts.ritm
  LEFT JOIN at_extraction ON at_extraction.as_of = facts.as_of AND at_extraction.ritm = facts.ritm
),
parts AS (  -- D-CLAIM, D-CLOSED
  SELECT
    *,
    least(side_replaced_at, CASE WHEN not_replaced_then_or_now AND (coalesce(statut = 'Migré', false)
      OR (coalesce(motif_fin = 'Migration RGT', false) AND (end_unread OR date_debranchement IS NULL
        OR date_debranchement <= as_of))) THEN 5 ELSE 99 END) AS replaced_at,
    least(CASE WHEN has_other_motif THEN off_at ELSE 99 END, CASE WHEN NOT ends_in_window AND says_ended IS NOT NULL
      AND (says_ended <> (has_other_motif AND coalesce(date_debranchement <= extraction_date, false)) OR end_unread)
      THEN 4 ELSE 99 END) AS end_at,
    least(CASE WHEN has_other_motif THEN on_at ELSE 0 END, CASE WHEN NOT ends_in_window AND says_ended IS NOT NULL
      AND (says_ended <> (has_other_motif AND coalesce(date_debranchement <= extraction_date, false)) OR end_unread)
      THEN 4 ELSE 99 END) AS no_end_at,
    CASE WHEN motif_fin IS NULL AND NOT ends_in_window AND (coalesce(statut = 'Débranché', false)
      OR coalesce(date_debranchement <= as_of, false) OR end_unread) THEN 4 ELSE 99 END AS no_motif_at,
    CASE origin WHEN 'rejected' THEN 7 ELSE 0 END AS at_least,
    CASE WHEN origin = 'vanished' THEN 9 WHEN doubted OR side_doubted THEN 12 ELSE 99 END AS any_at
  FROM replacement
),
-- the cohort: what the lot of the reference date says, frozen
reference AS (
  SELECT reference.day, lots.* FROM reference_dates AS reference
  JOIN reference_lots AS lots ON lots.name = reference.name AND lots.export = 'ritm_liens'
  WHERE reference.name = 'ritm_population'
),
oldest AS (
  SELECT * FROM ritm_liens__liens QUALIFY row_number() OVER (PARTITION BY id_lien_ritm__folded ORDER BY lot_order) = 1
),
cohort_says AS (  -- the lot that says whether a link is in the cohort does not contradict it
  SELECT rows.id_lien_ritm__folded AS ritm, delivery_id FROM reference JOIN ritm_liens__liens AS rows USING (delivery_id)
  UNION ALL
  SELECT rows.id_lien_ritm__folded AS ritm, delivery_id FROM reference JOIN ritm_liens__liens__rejected AS rows USING (delivery_id)
),
reached AS (
  SELECT
    as_of, ritm, min(any_at) AS any_at,
    min(greatest(at_least, least(greatest(no_end_at, side_not_replaced_at), CASE WHEN side_differs THEN 7 ELSE 99 END, any_at)))
      AS not_counted_at,
    min(greatest(at_least, least(end_at, no_motif_at, any_at))) AS out_at,
    min(greatest(at_least, least(greatest(no_end_at, replaced_at), no_motif_at, any_at))) AS counted_at,
    -- what its last row says of the cohort
    bool_or(cohort_says.ritm IS NULL AND (service_unread OR date_mise_en_service > day OR coalesce(statut = 'Annulé', false)))
      AS may_remove,
    bool_or(cohort_says.ritm IS NULL AND (service_unread OR date_mise_en_service <= day) AND coalesce(statut <> 'Annulé', true))
      AS may_add,
    bool_or((service_unread OR date_mise_en_service <= day) AND coalesce(statut <> 'Annulé', true)) AS may_say_yes,
    bool_and(NOT service_unread AND date_mise_en_service > extraction_date AND date_mise_en_service <= least(day, as_of))
      AS service_is_plan,
    bool_and(NOT service_unread AND date_mise_en_service > as_of AND date_mise_en_service <= day) AS is_before_service
  FROM parts LEFT JOIN cohort_says USING (ritm, delivery_id)
  GROUP BY as_of, ritm
),
states AS (  -- what vanished is not there any more: it may be anything else
  SELECT * REPLACE (
    CASE WHEN any_at = 9 THEN 0 ELSE not_counted_at END AS not_counted_at,
    CASE WHEN any_at = 9 THEN 9 ELSE out_at END AS out_at, CASE WHEN any_at = 9 THEN 9 ELSE counted_at END AS counted_at)
  FROM reached
),
in_cohort_lot AS (
  SELECT
    id_lien_ritm__folded AS ritm, date_mise_en_service, statut, date_debranchement, motif_fin, rows.extraction_date, reference.day
  FROM reference JOIN ritm_liens__liens AS rows USING (delivery_id)
  UNION ALL
  SELECT
    rows.id_lien_ritm__folded AS ritm,
    CASE WHEN date_mise_en_service__defect IS NULL THEN rows.date_mise_en_service ELSE oldest.date_mise_en_service END
      AS date_mise_en_service,
    CASE WHEN statut__defect IS NULL THEN rows.statut ELSE oldest.statut END AS statut,
    CASE WHEN date_debranchement__defect IS NULL THEN rows.date_debranchement ELSE oldest.date_debranchement END
      AS date_debranchement,
    CASE WHEN motif_fin__defect IS NULL THEN rows.motif_fin ELSE oldest.motif_fin END AS motif_fin,
    rows.extraction_date, reference.day
  FROM reference JOIN ritm_liens__liens__rejected AS rows USING (delivery_id)
  JOIN oldest ON oldest.id_lien_ritm__folded = rows.id_lien_ritm__folded
),
cohort AS (
  SELECT ritm, bool_and(is_member) AS is_member, bool_or(is_member) AS may_be_member
  FROM (
    SELECT
      ritm, coalesce(date_mise_en_service <= day, false) AND coalesce(statut <> 'Annulé', true)
      AND NOT coalesce(date_debranchement <= least(day, extraction_date) AND motif_fin <> 'Migration RGT'
        AND coalesce(statut = 'Débranché', true), false) AS is_member
    FROM in_cohort_lot
  ) AS judged
  GROUP BY ritm
),
membership AS (  -- D-COHORT; D-FUTURE while the service is only planned; not yet in service it is out
  SELECT
    states.as_of, states.ritm,
    CASE WHEN is_before_service THEN 99 WHEN coalesce(may_be_member, false) THEN 0 WHEN may_add THEN 10 ELSE 99 END AS member_at,
    least(
      CASE WHEN is_before_service OR NOT coalesce(may_be_member, false) THEN 0 WHEN may_remove OR NOT is_member THEN 10 ELSE 99 END,
      CASE WHEN service_is_plan THEN 3 ELSE 99 END) AS stranger_at
  FROM states LEFT JOIN cohort USING (ritm)
),
judged AS (
  SELECT
    links.as_of, links.ritm, links.entity_id, links.origin, links.code_region, links.delivery_id, links.sheet, links.row_number,
    links.statut, links.date_mise_en_service, links.date_debranchement, links.motif_fin, links.extraction_date,
    member_at, stranger_at, states.is_before_service, states.out_at AS open_out_at,
    CASE
      WHEN links.origin = 'rejected' AND member_at < 99 THEN CASE WHEN stranger_at = 0 THEN 7 ELSE 0 END
      ELSE greatest(member_at, states.not_counted_at)
    END AS not_counted_at,
    least(stranger_at, greatest(member_at, states.out_at)) AS out_at, greatest(member_at, states.counted_at) AS counted_at,
    side.binding_since, side.running_since, side.ended_on
  FROM links
  JOIN states ON states.as_of = links.as_of AND states.ritm = links.ritm
  JOIN membership ON membership.as_of = links.as_of AND membership.ritm = links.ritm
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
      WHEN counted_at = 0 THEN coalesce(binding_since, running_since)
      ELSE ended_on
    END AS fact_date,
    CASE WHEN not_counted_at < 99 THEN 'not_counted' WHEN out_at < 99 THEN 'out' ELSE 'counted' END AS worst
  FROM judged
),
where_rejected AS (
  SELECT DISTINCT rows.as_of, rows.ritm, regions.region_code
  FROM rows JOIN regions ON regions.region_code <> '00' AND coalesce(rows.code_region, regions.region_code) = regions.region_code
  WHERE rows.origin = 'rejected'
),
elsewhere AS (
  SELECT explained.* EXCLUDE (code_region), place.region_code AS code_region
  FROM explained JOIN where_rejected AS place USING (as_of, ritm)
  WHERE explained.origin = 'rejected' AND place.region_code <> explained.code_region
),
new_rows AS (  -- a rejected row of an entity that no lot accepted: could it be in, and does it say that it belongs?
  SELECT rows.*, may_say_yes, least(not_counted_at, counted_at) < 99 AS may_be_in
  FROM (
    SELECT DISTINCT
      as_of, ritm, coalesce(folded, ritm) AS key, entity_id, delivery_id, sheet, row_number, is_in_lot_used
    FROM rows WHERE kind = 'r'
  ) AS rows
  JOIN states USING (as_of, ritm)
),
new_keys AS (
  SELECT as_of, key, bool_or(NOT is_in_lot_used AND may_say_yes AND may_be_in) AS belonged_then
  FROM new_rows GROUP BY as_of, key
),
could_belong AS (  -- today's rows go first
  SELECT new_rows.*
  FROM new_rows JOIN new_keys USING (as_of, key)
  WHERE may_be_in AND (may_say_yes OR (is_in_lot_used AND belonged_then))
  QUALIFY is_in_lot_used OR NOT bool_or(is_in_lot_used) OVER (PARTITION BY as_of, key)
),
rejected_new AS (  -- r: such an entity, once, in each region where it may be
  SELECT
    as_of, entity_id, delivery_id, sheet, row_number, 'one_entity' AS beside,
    count(*) OVER (PARTITION BY as_of, key) AS regions_open, region_code
  FROM (
    SELECT
      could_belong.as_of, key, region_code, min(entity_id) OVER same_key AS entity_id,
      min(delivery_id) OVER same_key AS delivery_id, min(sheet) OVER same_key AS sheet, min(row_number) OVER same_key AS row_number
    FROM could_belong JOIN where_rejected USING (as_of, ritm)
    WINDOW same_key AS (PARTITION BY could_belong.as_of, key)
    QUALIFY row_number() OVER (PARTITION BY could_belong.as_of, key, region_code ORDER BY ritm) = 1
  ) AS open_places
),
ritm_named AS (  -- which RITM links does any row, accepted or rejected, up to the lot used name?
  SELECT used.as_of, rows.id_lien_ritm__folded AS ritm
  FROM lots_used AS used JOIN ritm_liens__liens AS rows ON used.export = 'ritm_liens' AND rows.lot_order <= used.lot_order
  UNION
  SELECT used.as_of, rows.id_lien_ritm__folded AS ritm
  FROM lots_used AS used
  JOIN ritm_liens__liens__rejected AS rows ON used.export = 'ritm_liens' AND rows.lot_order <= used.lot_order
),
rgt_regions AS (
  SELECT as_of, id_lien_rgt__folded AS rgt, code_region FROM rgt_liens__liens__entities WHERE origin <> 'rejected'
  UNION ALL
  SELECT as_of, id_lien_rgt__folded AS rgt, CASE WHEN count(code_region) = count(*) AND min(code_region) = max(code_region)
    THEN min(code_region) END AS code_region
  FROM rgt_liens__liens__rejections WHERE is_in_lot_used AND id_lien_rgt__folded IS NOT NULL GROUP BY as_of, id_lien_rgt__folded
),
unpaired AS (  -- k: a row of the correspondence whose RITM link cannot be read, or which no row names
  SELECT rows.*, rgt_regions.code_region
  FROM (
    SELECT as_of, id_lien_ritm__folded AS ritm, id_lien_rgt__folded AS rgt, delivery_id, sheet, row_number
    FROM rgt_liens__correspondance__used
    UNION ALL
    SELECT as_of, ritm, CASE WHEN NOT rgt_unread THEN rgt END AS rgt, delivery_id, sheet, row_number FROM rejected_pairs
  ) AS rows
  LEFT JOIN rgt_regions ON rgt_regions.as_of = rows.as_of AND rgt_regions.rgt = rows.rgt
  LEFT JOIN rgt ON rgt.as_of = rows.as_of AND rgt.rgt = rows.rgt
  ANTI JOIN ritm_named ON ritm_named.as_of = rows.as_of AND ritm_named.ritm = rows.ritm
  ANTI JOIN noted_ends AS noted ON noted.export = 'ritm_liens' AND noted.entity = rows.ritm AND noted.day <= rows.as_of
  WHERE NOT coalesce(rgt.is_no_replacement, false)
),
beside AS (
  SELECT * FROM rejected_new
  UNION ALL
  SELECT
    unpaired.as_of, '?' || coalesce(unpaired.sheet, '') || ':' || unpaired.row_number AS entity_id, unpaired.delivery_id,
    unpaired.sheet, unpaired.row_number, 'any_entity' AS beside,
    count(*) OVER (PARTITION BY unpaired.as_of, unpaired.sheet, unpaired.row_number) AS regions_open, regions.region_code
  FROM unpaired JOIN regions ON regions.region_code <> '00'
    AND coalesce(unpaired.code_region, regions.region_code) = regions.region_code
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

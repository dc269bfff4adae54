-- Which units of the Sûreté du Québec are in the population at each as_of, and which are migrated to RENIR?
-- @rule_version 2.0
-- @kind rate
-- @exports renir_unites
-- @scenarios all_open closed_kept_not_migrated merged_kept_own_state
--
-- A unit is not_counted (in the population, not migrated), out of it, or counted (migrated). Each number ending in _at says from
-- which doubt of the closed list on (relations/base.sql) something is possible: 0 without any, 99 never. So what needs two things
-- has the greatest of their numbers, and what two things allow the least.
WITH RECURSIVE
rejected AS (  -- a rejected row is every row that it could be, of the lot used or of the cohort lot
  SELECT
    rows.*, cohort.delivery_id IS NOT NULL AS is_in_cohort_lot,
    no_unite_successeur__defect IS NOT NULL OR (statut = 'Fusionnée' AND no_unite_successeur IS NULL) AS successor_unread
  FROM renir_unites__unites__rejections AS rows
  LEFT JOIN reference_lots AS cohort ON cohort.delivery_id = rows.delivery_id AND cohort.name = 'renir_population'
),
said AS (  -- what the statuts say; one that cannot be read may say any of it
  SELECT NULL AS statut UNION ALL SELECT 'Planifiée' UNION ALL SELECT 'Migrée' UNION ALL SELECT 'Fermée'
),
rows AS (  -- each unit, as its last row says, and each rejected row, with each statut that it may have
  SELECT
    as_of, no_unite__folded AS unit, 'u' AS kind, origin, entity_id, code_region, coalesce(doubted, false) AS doubted,
    extraction_date, unite_existante, false AS existing_unread, service, false AS service_unread,
    CASE WHEN noted.day IS NOT NULL AND origin = 'ended' THEN noted.kind ELSE statut END AS statut,
    date_migration, false AS migration_unread, date_retour, false AS return_unread,
    CASE WHEN noted.day IS NOT NULL AND origin = 'ended' THEN noted.day ELSE date_fermeture END AS date_fermeture,
    false AS closing_unread,
    CASE WHEN noted.day IS NOT NULL AND origin = 'ended' THEN noted.successor ELSE no_unite_successeur__folded END AS successor,
    false AS successor_unread, units.delivery_id, sheet, row_number, true AS is_in_lot_used, no_unite__folded AS folded
  FROM renir_unites__unites__entities AS units
  LEFT JOIN noted_ends AS noted ON noted.export = 'renir_unites' AND noted.entity = units.no_unite__folded
  WHERE origin <> 'rejected'
  UNION ALL
  SELECT
    as_of, CASE WHEN is_known THEN no_unite__folded ELSE '?' || delivery_id || ':' || row_number END AS unit,
    CASE WHEN is_known THEN 'u' ELSE 'r' END AS kind, 'rejected' AS origin, entity_id, code_region, false AS doubted,
    extraction_date, unite_existante, unite_existante__defect IS NOT NULL AS existing_unread,
    service, service__defect IS NOT NULL AS service_unread,
    CASE WHEN statut__defect IS NOT NULL THEN said.statut ELSE rejected.statut END AS statut,
    date_migration, date_migration__defect IS NOT NULL AS migration_unread,
    date_retour, date_retour__defect IS NOT NULL AS return_unread,
    date_fermeture, date_fermeture__defect IS NOT NULL AS closing_unread,
    no_unite_successeur__folded AS successor, successor_unread, delivery_id, sheet, row_number, is_in_lot_used,
    no_unite__folded AS folded
  FROM rejected
  JOIN said ON statut__defect IS NOT NULL OR said.statut IS NULL
  WHERE (is_in_lot_used AND is_known) OR (NOT is_known AND (is_in_lot_used OR is_in_cohort_lot))
),
known AS (  -- what has happened by as_of, and what the statut says of it; a day after as_of has happened in no reading
  SELECT
    *, least(extraction_date, as_of) AS known_until,
    coalesce(date_migration > as_of AND date_migration <= extraction_date, false) AS migrates_in_window,
    coalesce(date_fermeture > as_of AND date_fermeture <= extraction_date, false) AS closes_in_window,
    CASE WHEN statut = 'Migrée' THEN true WHEN statut IN ('À migrer', 'Planifiée', 'En migration', 'Retour') THEN false
    END AS says_migrated,
    CASE WHEN statut IS NOT NULL THEN statut IN ('Fermée', 'Fusionnée') END AS says_ended,
    coalesce(date_migration <= extraction_date, false)
    AND NOT coalesce(date_retour >= date_migration AND date_retour <= extraction_date, false) AS migrated_at_extraction,
    statut = 'Migrée' AND (date_migration IS NULL OR migration_unread) AS is_undated
  FROM rows
),
facts AS (
  SELECT
    *,
    CASE WHEN migration_unread THEN 7 WHEN date_migration <= known_until THEN 0 WHEN date_migration <= as_of THEN 3 ELSE 99
    END AS moved_at,
    CASE WHEN date_migration <= known_until THEN 99 ELSE 0 END AS not_moved_at,
    CASE
      WHEN return_unread THEN 7
      WHEN date_retour < date_migration OR (date_migration IS NULL AND NOT migration_unread) THEN 99
      WHEN date_retour <= known_until THEN 0 WHEN date_retour <= as_of THEN 3 ELSE 99
    END AS returned_at,
    CASE
      WHEN date_retour <= known_until AND migration_unread THEN CASE WHEN date_retour < as_of THEN 7 ELSE 99 END
      WHEN date_retour <= known_until AND date_retour >= date_migration THEN 99
      ELSE 0
    END AS not_returned_at,
    says_migrated IS NOT NULL AND NOT migration_unread AND NOT migrates_in_window
    AND says_migrated <> migrated_at_extraction AS d_status,
    CASE WHEN closing_unread THEN 7 WHEN date_fermeture <= known_until THEN 0 WHEN date_fermeture <= as_of THEN 3 ELSE 99
    END AS dated_end_at,
    CASE WHEN closing_unread THEN 7 WHEN date_fermeture <= known_until THEN 99 ELSE 0 END AS not_dated_end_at,
    says_ended IS NOT NULL AND NOT closing_unread AND NOT closes_in_window
    AND says_ended <> coalesce(date_fermeture <= extraction_date, false) AS d_closed
  FROM known
),
voiced AS (  -- as it is with VOIX
  SELECT
    *,
    least(greatest(moved_at, not_returned_at), CASE WHEN is_undated THEN 1 ELSE 99 END, CASE WHEN d_status THEN 2 ELSE 99 END)
      AS voice_migrated_at,
    least(not_moved_at, returned_at, CASE WHEN d_status THEN 2 ELSE 99 END) AS voice_not_migrated_at,
    coalesce(service IN ('VOIX', 'VOIX+DONNÉES'), false) AS has_voice
  FROM facts
),
parts AS (  -- a blank service where VOIX would make it migrated: not, or migrated
  SELECT
    *,
    CASE
      WHEN has_voice THEN voice_migrated_at
      WHEN service_unread THEN greatest(7, voice_migrated_at)
      WHEN service IS NULL AND is_undated THEN 1
      WHEN service IS NULL THEN greatest(2, voice_migrated_at)
      ELSE 99
    END AS migrated_at,
    CASE WHEN has_voice THEN voice_not_migrated_at ELSE 0 END AS not_migrated_at,
    least(dated_end_at, CASE WHEN d_closed THEN 4 ELSE 99 END) AS end_at,
    least(not_dated_end_at, CASE WHEN d_closed THEN 4 ELSE 99 END) AS no_end_at,
    CASE origin WHEN 'rejected' THEN 7 ELSE 0 END AS at_least,  -- all that a rejected row could be is in doubt
    CASE WHEN origin = 'vanished' THEN 9 WHEN doubted THEN 12 ELSE 99 END AS any_at,  -- any state, from this doubt on
    CASE WHEN origin = 'rejected' AND kind = 'u' THEN 0 ELSE 99 END AS never_counted_at  -- it never counts in the value
  FROM voiced
),
own AS (  -- of each unit, but for what its successors bring; of an end to a successor that cannot be read, any state
  SELECT
    as_of, unit,
    min(greatest(at_least, no_end_at, not_migrated_at)) AS own_not_at,
    min(greatest(at_least, no_end_at, migrated_at)) AS own_migrated_at,
    min(CASE WHEN successor IS NULL OR successor_unread THEN greatest(at_least, end_at) ELSE 99 END) AS closed_at,
    min(CASE WHEN successor_unread THEN greatest(at_least, end_at) ELSE 99 END) AS end_unread_at, min(any_at) AS any_at,
    min(never_counted_at) AS never_counted_at, min(not_migrated_at) AS unmerged_not_at
  FROM parts GROUP BY as_of, unit
),
merged AS (  -- from its end on, the state of a unit is its successor's
  SELECT as_of, unit, successor, min(greatest(at_least, end_at)) AS end_at
  FROM parts
  WHERE successor IS NOT NULL AND NOT successor_unread AND end_at < 99
  GROUP BY as_of, unit, successor
),
chain AS (  -- followed to its ends; one that comes back leads nowhere
  SELECT as_of, unit, unit AS reached, 0 AS chain_at, ' ' || unit || ' ' AS path, false AS is_cycle FROM own
  UNION ALL
  SELECT
    chain.as_of, chain.unit, merged.successor AS reached, greatest(chain.chain_at, merged.end_at) AS chain_at,
    chain.path || merged.successor || ' ' AS path, contains(chain.path, ' ' || merged.successor || ' ') AS is_cycle
  FROM chain JOIN merged ON merged.as_of = chain.as_of AND merged.unit = chain.reached
  WHERE NOT chain.is_cycle
),
reached AS (  -- D-SUCCESSOR: a successor that no lot accepted, or that leads into a cycle
  SELECT
    chain.as_of, chain.unit,
    min(greatest(chain_at, CASE WHEN is_lost THEN 0 ELSE least(own_not_at, any_at, end_unread_at, never_counted_at) END))
      AS not_counted_at,
    min(greatest(chain_at, CASE WHEN is_lost THEN 99 ELSE least(closed_at, any_at) END)) AS out_at,
    min(greatest(chain_at, CASE WHEN is_lost THEN 8 ELSE least(own_migrated_at, any_at, end_unread_at) END)) AS counted_at
  FROM (
    SELECT chain.*, own.* EXCLUDE (as_of, unit), is_cycle OR own.unit IS NULL AS is_lost
    FROM chain
    LEFT JOIN own ON own.as_of = chain.as_of AND own.unit = chain.reached
  ) AS chain
  GROUP BY chain.as_of, chain.unit
),
states AS (  -- what vanished is not there any more: it may be anything else
  SELECT
    as_of, unit,
    CASE WHEN vanished.unit IS NULL THEN not_counted_at ELSE 0 END AS not_counted_at,
    CASE WHEN vanished.unit IS NULL THEN out_at ELSE 9 END AS out_at,
    CASE WHEN vanished.unit IS NULL THEN counted_at ELSE 9 END AS counted_at
  FROM reached
  LEFT JOIN (SELECT as_of, unit FROM rows WHERE origin = 'vanished') AS vanished USING (as_of, unit)
),
-- the cohort: what the lot of the reference date says, frozen
reference AS (
  SELECT reference.day, lots.* FROM reference_dates AS reference
  JOIN reference_lots AS lots ON lots.name = reference.name AND lots.export = 'renir_unites'
  WHERE reference.name = 'renir_population'
),
oldest AS (  -- the first row that a lot accepted: for what cannot be read in the cohort lot
  SELECT * FROM renir_unites__unites QUALIFY row_number() OVER (PARTITION BY no_unite__folded ORDER BY lot_order) = 1
),
in_cohort_lot AS (  -- is it there? true, false, or NULL when only a blank says so elsewhere; closed by then it is not
  SELECT
    no_unite__folded AS unit, coalesce(unite_existante, false) AS is_existing, date_fermeture,
    no_unite_successeur__folded AS successor, statut, rows.extraction_date, reference.day
  FROM reference JOIN renir_unites__unites AS rows USING (delivery_id)
  UNION ALL
  SELECT
    rows.no_unite__folded AS unit,
    CASE WHEN unite_existante__defect IS NULL THEN coalesce(rows.unite_existante, false) ELSE oldest.unite_existante END
      AS is_existing,
    CASE WHEN date_fermeture__defect IS NULL THEN rows.date_fermeture ELSE oldest.date_fermeture END AS date_fermeture,
    CASE
      WHEN no_unite_successeur__defect IS NULL AND coalesce(rows.statut <> 'Fusionnée', true) THEN rows.no_unite_successeur__folded
      ELSE coalesce(rows.no_unite_successeur__folded, oldest.no_unite_successeur__folded)
    END AS successor,
    CASE WHEN statut__defect IS NULL THEN rows.statut ELSE oldest.statut END AS statut, rows.extraction_date, reference.day
  FROM reference JOIN renir_unites__unites__rejected AS rows USING (delivery_id)
  JOIN oldest ON oldest.no_unite__folded = rows.no_unite__folded
),
cohort AS (
  SELECT
    unit, bool_and(coalesce(is_existing, false) AND NOT is_closed) AS is_member,
    bool_or(coalesce(is_existing, true) AND NOT is_closed) AS may_be_member
  FROM (
    SELECT
      *, coalesce(successor IS NULL AND date_fermeture <= least(day, extraction_date)
        AND coalesce(statut = 'Fermée', true), false) AS is_closed
    FROM in_cohort_lot
  ) AS judged
  GROUP BY unit
),
cohort_says AS (  -- the lot that says whether a unit is in the cohort does not contradict it
  SELECT rows.no_unite__folded AS unit, delivery_id FROM reference JOIN renir_unites__unites AS rows USING (delivery_id)
  UNION ALL
  SELECT rows.no_unite__folded AS unit, delivery_id FROM reference JOIN renir_unites__unites__rejected AS rows USING (delivery_id)
),
today AS (  -- what the last row says of the cohort: a blank says nothing, nor does a row of the lot that says it
  SELECT
    rows.as_of, rows.unit, bool_or(coalesce(unite_existante, false) OR existing_unread) AS may_say_yes,
    bool_or(cohort_says.unit IS NULL AND (coalesce(unite_existante, false) OR existing_unread)) AS may_add,
    bool_or(cohort_says.unit IS NULL AND (NOT coalesce(unite_existante, true) OR existing_unread)) AS may_remove
  FROM rows LEFT JOIN cohort_says ON cohort_says.unit = rows.unit AND cohort_says.delivery_id = rows.delivery_id
  GROUP BY rows.as_of, rows.unit
),
membership AS (  -- D-COHORT
  SELECT
    today.as_of, today.unit,
    CASE WHEN coalesce(may_be_member, false) THEN 0 WHEN may_add THEN 10 ELSE 99 END AS member_at,
    CASE WHEN NOT coalesce(may_be_member, false) THEN 0 WHEN may_remove OR NOT is_member THEN 10 ELSE 99 END AS stranger_at
  FROM today LEFT JOIN cohort USING (unit)
),
judged AS (
  SELECT
    as_of, unit, member_at, stranger_at,
    greatest(member_at, not_counted_at) AS not_counted_at, least(stranger_at, greatest(member_at, out_at)) AS out_at,
    greatest(member_at, counted_at) AS counted_at, not_counted_at AS open_not_at, out_at AS open_out_at
  FROM states JOIN membership USING (as_of, unit)
),
entities AS (
  SELECT
    units.as_of, units.no_unite__folded AS unit, units.entity_id, units.origin, units.code_region, units.delivery_id,
    units.sheet, units.row_number, judged.member_at, judged.stranger_at, judged.out_at, judged.open_not_at, judged.open_out_at,
    CASE
      WHEN units.origin = 'rejected' AND member_at < 99 THEN CASE WHEN stranger_at = 0 THEN 7 ELSE 0 END
      ELSE judged.not_counted_at
    END AS not_counted_at,
    judged.counted_at, own.unmerged_not_at
  FROM renir_unites__unites__entities AS units
  JOIN judged ON judged.as_of = units.as_of AND judged.unit = units.no_unite__folded
  JOIN own ON own.as_of = units.as_of AND own.unit = units.no_unite__folded
),
row_of AS (  -- what the row that it was judged by says of it, for the reasons
  SELECT as_of, unit, max(has_voice::INTEGER) = 1 AS has_voice, min(returned_at) = 0 AS is_returned,
    min(end_at) = 0 AND max(successor) IS NOT NULL AS is_merged, max(date_migration) AS date_migration,
    max(date_retour) AS date_retour, max(date_fermeture) AS date_fermeture
  FROM parts WHERE origin <> 'rejected' GROUP BY as_of, unit
),
without_doubt AS (  -- the chain that holds without any doubt: its end, and the latest day on it
  SELECT
    chain.as_of, chain.unit, bool_or(row_of.is_returned) FILTER (NOT row_of.is_merged) AS is_returned,
    bool_or(row_of.has_voice) FILTER (NOT row_of.is_merged) AS has_voice,
    max(row_of.date_fermeture) FILTER (row_of.is_merged) AS merged_on,
    max(row_of.date_migration) FILTER (NOT row_of.is_merged) AS migrated_on,
    max(row_of.date_retour) FILTER (NOT row_of.is_merged AND row_of.is_returned) AS returned_on,
    max(row_of.date_fermeture) FILTER (NOT row_of.is_merged) AS closed_on
  FROM chain LEFT JOIN row_of ON row_of.as_of = chain.as_of AND row_of.unit = chain.reached
  WHERE chain_at = 0
  GROUP BY chain.as_of, chain.unit
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
  FROM entities LEFT JOIN without_doubt USING (as_of, unit)
),
where_rejected AS (  -- the regions that the rejected rows of today leave open, all of them where one cannot be read
  SELECT DISTINCT rows.as_of, rows.unit, regions.region_code
  FROM rows JOIN regions ON regions.region_code <> '00' AND coalesce(rows.code_region, regions.region_code) = regions.region_code
  WHERE rows.origin = 'rejected'
),
elsewhere AS (
  SELECT explained.* EXCLUDE (code_region), place.region_code AS code_region
  FROM explained JOIN where_rejected AS place USING (as_of, unit)
  WHERE explained.origin = 'rejected' AND place.region_code <> explained.code_region
),
new_rows AS (  -- a rejected row of an entity that no lot accepted: could it be in, and does it say that it belongs?
  SELECT rows.*, may_say_yes, least(not_counted_at, counted_at) < 99 AS may_be_in
  FROM (
    SELECT DISTINCT
      as_of, unit, coalesce(folded, unit) AS key, entity_id, delivery_id, sheet, row_number, is_in_lot_used
    FROM rows WHERE kind = 'r'
  ) AS rows
  JOIN states USING (as_of, unit)
  JOIN today USING (as_of, unit)
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
beside AS (  -- r: such an entity, once, in each region where it may be
  SELECT
    as_of, entity_id, delivery_id, sheet, row_number, count(*) OVER (PARTITION BY as_of, key) AS regions_open, region_code
  FROM (
    SELECT
      could_belong.as_of, key, region_code, min(entity_id) OVER same_key AS entity_id,
      min(delivery_id) OVER same_key AS delivery_id, min(sheet) OVER same_key AS sheet, min(row_number) OVER same_key AS row_number
    FROM could_belong JOIN where_rejected USING (as_of, unit)
    WINDOW same_key AS (PARTITION BY could_belong.as_of, key)
    QUALIFY row_number() OVER (PARTITION BY could_belong.as_of, key, region_code ORDER BY unit) = 1
  ) AS open_places
)
SELECT
  as_of, entity_id, code_region AS region_code, not_counted_at, out_at, counted_at, reason_code, fact_date,
  delivery_id, sheet, row_number, NULL AS beside, 'both' AS scope,
  NOT EXISTS (SELECT 1 FROM elsewhere WHERE elsewhere.as_of = explained.as_of AND elsewhere.unit = explained.unit)
    AS is_region_sure,
  CASE
    WHEN origin IN ('rejected', 'vanished') OR open_not_at < 99 THEN 'not_counted' WHEN open_out_at < 99 THEN 'out' ELSE 'counted'
  END AS state_all_open,
  CASE WHEN worst = 'out' AND member_at = 0 AND stranger_at = 99 THEN 'not_counted' ELSE worst
  END AS state_closed_kept_not_migrated,
  CASE
    WHEN reason_code NOT IN ('MIGRATED-SUCCESSOR', 'NOT-MIGRATED-SUCCESSOR', 'CLOSED') OR worst = 'not_counted' THEN worst
    WHEN EXISTS (SELECT 1 FROM merged WHERE merged.as_of = explained.as_of AND merged.unit = explained.unit)
      THEN CASE WHEN unmerged_not_at < 99 THEN 'not_counted' ELSE 'counted' END
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
FROM beside
UNION ALL
SELECT
  as_of, entity_id, region_code, 99 AS not_counted_at, 0 AS out_at, 99 AS counted_at, 'REJECTED-NEW' AS reason_code,
  NULL::DATE AS fact_date, delivery_id, sheet, row_number, 'one_entity' AS beside, 'region' AS scope, true AS is_region_sure,
  NULL AS state_all_open, NULL AS state_closed_kept_not_migrated, NULL AS state_merged_kept_own_state
FROM beside WHERE regions_open > 1

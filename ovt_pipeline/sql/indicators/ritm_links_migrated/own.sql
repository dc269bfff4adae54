-- What is each reading of a RITM link at each as_of, whatever the cohort: replaced, ended, and from which doubt on?
--
-- D-CLAIM and D-CLOSED are here, what a rejected row of its pairs changes (D-REJECTED), and D-FUTURE while the service that would
-- make it a member is only planned.
WITH facts AS (
  SELECT
    rows.*,
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
    coalesce(motif_fin <> 'Migration RGT', false) AS has_other_motif,
    CASE WHEN coalesce(date_mise_en_service > rows.extraction_date AND date_mise_en_service <= reference.day, false)
      OR (service_unread AND rows.extraction_date < reference.day) THEN 3 ELSE 99 END AS not_begun_at
  FROM readings AS rows JOIN reference_dates AS reference ON reference.name = 'ritm_population'
),
replacement AS (  -- on the RGT side, with what a rejected row could change there
  SELECT
    facts.*,
    CASE WHEN coalesce(today_replaced_at, 99) = 99 THEN 99 ELSE least(side.replaced_at, greatest(7, today_replaced_at)) END
      AS side_replaced_at,
    coalesce(side.replaced_at, 99) AS known_replaced_at, coalesce(side.not_replaced_at, 0) AS known_not_replaced_at,
    coalesce(least(side.not_replaced_at, differs_at, greatest(7, today_not_replaced_at)), 0)
      AS side_not_replaced_at,
    coalesce(side.doubted, false) AS side_doubted,
    NOT coalesce(was_replaced, false) AND (coalesce(statut = 'Migré', false) OR (coalesce(motif_fin = 'Migration RGT', false)
      AND (end_unread OR date_debranchement IS NULL OR date_debranchement <= facts.as_of))) AS claims
  FROM facts
  LEFT JOIN replaced AS side ON side.as_of = facts.as_of AND side.ritm = facts.entity
  LEFT JOIN replaced_then AS back ON back.as_of = facts.as_of AND back.ritm = facts.entity
)
SELECT
  *,
  least(side_replaced_at, CASE WHEN claims THEN greatest(5, side_not_replaced_at) ELSE 99 END) AS replaced_at,
  least(known_replaced_at, CASE WHEN claims THEN greatest(5, known_not_replaced_at) ELSE 99 END) AS replaced_before_at,
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

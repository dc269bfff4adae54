-- Is each RITM link in the cohort, and from which doubt on is it, or not?
--
-- D-COHORT: its last row contradicts the cohort, unless it stands in the lot that says it; a note may too. Not yet in service it is
-- out.
WITH today AS (
  SELECT
    rows.as_of, entity,
    bool_or((cohort_says.delivery_id IS NULL OR origin = 'noted')  -- a note is no word of the cohort lot
      AND (service_unread OR date_mise_en_service > day OR coalesce(statut = 'Annulé', false))) AS may_remove,
    bool_or(cohort_says.delivery_id IS NULL
      AND (service_unread OR date_mise_en_service <= day) AND coalesce(statut <> 'Annulé', true)) AS may_add,
    bool_or((service_unread OR date_mise_en_service <= day) AND coalesce(statut <> 'Annulé', true)) AS may_say_yes,
    bool_and(NOT service_unread AND date_mise_en_service > as_of AND date_mise_en_service <= day) AS is_before_service
  FROM readings AS rows
  JOIN reference_dates AS reference ON reference.name = 'ritm_population'
  LEFT JOIN reference_lots AS cohort_says ON cohort_says.name = reference.name AND cohort_says.delivery_id = rows.delivery_id
  GROUP BY rows.as_of, entity
)
SELECT
  today.as_of, today.entity,
  CASE
    WHEN is_before_service THEN 99 WHEN coalesce(is_member, false) THEN 0 WHEN coalesce(may_be_member, false) OR may_add THEN 10
    ELSE 99
  END AS member_at,
  CASE WHEN is_before_service OR NOT coalesce(is_member, false) THEN 0 WHEN may_remove THEN 10 ELSE 99 END AS stranger_at,
  may_say_yes, may_add, is_before_service
FROM today LEFT JOIN cohort ON cohort.entity = today.entity

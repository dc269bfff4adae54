-- What would the units of the lot used be at the due date, if each migration that it plans took place on its day?
--
-- Its facts are then those of the due date. A plan is a date after the extraction, until the due date; one already past at
-- the extraction is late, and not counted. Only a unit that still waits to migrate can; its service stays what it is.
WITH used AS (
  SELECT delivery_id, as_of AS due FROM lots_used WHERE export = 'renir_unites'
),
planned AS (
  SELECT rows.*, used.due,
    CASE WHEN statut IN ('À migrer', 'Planifiée', 'En migration') THEN
      CASE WHEN date_migration IS NULL THEN date_prevue ELSE date_migration END
    END AS planned_day
  FROM renir_unites__unites AS rows LEFT JOIN used USING (delivery_id)
),
judged AS (
  SELECT *, coalesce(planned_day > extraction_date AND planned_day <= due, false) AS takes_place FROM planned
)
SELECT * EXCLUDE (due, planned_day, takes_place) REPLACE (
  CASE WHEN takes_place THEN 'Migrée' ELSE statut END AS statut,
  CASE WHEN takes_place THEN planned_day ELSE date_migration END AS date_migration,
  coalesce(due, extraction_date) AS extraction_date)
FROM judged

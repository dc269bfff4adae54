-- What would the units of the lot used be at the due date, if each migration that it plans took place on its day?
--
-- A plan is a date after the extraction, until the due date; one already past at the extraction is late, and not counted. Only a
-- unit that still waits to migrate can; its service stays what it is.
WITH planned AS (
  SELECT
    *,
    CASE WHEN statut IN ('À migrer', 'Planifiée', 'En migration') THEN coalesce(date_migration, date_prevue) END AS planned_day
  FROM renir_unites__unites__due
),
judged AS (
  SELECT *, coalesce(planned_day > extraction_date AND planned_day <= due, false) AS takes_place FROM planned
)
SELECT * EXCLUDE (planned_day, takes_place) REPLACE (
  CASE WHEN takes_place THEN 'Migrée' ELSE statut END AS statut,
  CASE WHEN takes_place THEN planned_day ELSE date_migration END AS date_migration)
FROM judged

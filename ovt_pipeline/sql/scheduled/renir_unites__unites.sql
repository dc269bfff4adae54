-- What would the units of the lot used be at the due date, if all that it plans took place on its day?
--
-- A plan is a date after the extraction, until the due date; one already past at the extraction is late, and not counted. Only a
-- unit that still waits to migrate can; its service stays what it is. A statut follows the plan that takes place; where it
-- disagreed with the dates at the extraction, it still does.
WITH planned AS (
  SELECT
    *,
    CASE WHEN statut IN ('À migrer', 'Planifiée', 'En migration') THEN coalesce(date_migration, date_prevue) END AS planned_day
  FROM renir_unites__unites__due
),
judged AS (
  SELECT
    *, coalesce(planned_day > extraction_date AND planned_day <= due, false) AS migrates,
    coalesce(date_retour > extraction_date AND date_retour <= due, false) AS returns,
    coalesce(date_fermeture > extraction_date AND date_fermeture <= due, false) AS closes
  FROM planned
)
SELECT * EXCLUDE (planned_day, migrates, returns, closes) REPLACE (
  CASE
    WHEN closes THEN 'Fermée'  -- with a successor it is merged, whatever the statut
    WHEN statut IN ('Fermée', 'Fusionnée') THEN statut
    WHEN returns AND date_retour >= CASE WHEN migrates THEN planned_day ELSE date_migration END THEN 'Retour'
    WHEN migrates THEN 'Migrée'
    ELSE statut
  END AS statut,
  CASE WHEN migrates THEN planned_day ELSE date_migration END AS date_migration)
FROM judged

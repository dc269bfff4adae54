-- What would the movements of the lot used be at the due date, if each one that it plans took place on its day?
--
-- A plan is a date after the extraction, until the due date. One already past at the extraction is late: an arrival is not counted,
-- a departure is, from the day after the extraction on.
WITH planned AS (
  SELECT
    *,
    CASE WHEN date_prevue > extraction_date THEN date_prevue
      WHEN type_mouvement IN ('Retour', 'Abolition') AND date_prevue IS NOT NULL THEN extraction_date + 1
    END AS planned_day
  FROM rh_regionalisation__mouvements__due
)
SELECT * EXCLUDE (planned_day) REPLACE (
  CASE WHEN date_effet IS NULL AND planned_day <= due THEN planned_day ELSE date_effet END AS date_effet)
FROM planned

-- What would the movements of the lot used be at the due date, if each one that it plans took place on its day?
--
-- Its facts are then those of the due date. A plan is a date after the extraction, until the due date. One already past at
-- the extraction is late: an arrival is not counted, a departure is, from the day after the extraction on.
WITH used AS (
  SELECT delivery_id, as_of AS due FROM lots_used WHERE export = 'rh_regionalisation'
),
planned AS (
  SELECT rows.*, used.due,
    CASE WHEN date_prevue > extraction_date THEN date_prevue
      WHEN type_mouvement IN ('Retour', 'Abolition') AND date_prevue IS NOT NULL THEN extraction_date + 1
    END AS planned_day
  FROM rh_regionalisation__mouvements AS rows LEFT JOIN used USING (delivery_id)
)
SELECT * EXCLUDE (due, planned_day) REPLACE (
  CASE WHEN date_effet IS NULL AND planned_day <= due THEN planned_day ELSE date_effet END AS date_effet,
  coalesce(due, extraction_date) AS extraction_date)
FROM planned

-- What would the RGT links of the lot used be at the due date, if each cut-over that it plans took place on its day?
--
-- Its facts are then those of the due date. A plan is a date after the extraction, until the due date; one already past at
-- the extraction is late, and not counted. Only a link ordered, delivered or in test can be cut over.
WITH used AS (
  SELECT delivery_id, as_of AS due FROM lots_used WHERE export = 'rgt_liens'
),
planned AS (
  SELECT rows.*, used.due,
    CASE WHEN statut IN ('Commandé', 'Livré', 'En essai') THEN
      CASE WHEN date_bascule IS NULL THEN date_prevue ELSE date_bascule END
    END AS planned_day
  FROM rgt_liens__liens AS rows LEFT JOIN used USING (delivery_id)
),
judged AS (
  SELECT *, coalesce(planned_day > extraction_date AND planned_day <= due, false) AS takes_place FROM planned
)
SELECT * EXCLUDE (due, planned_day, takes_place) REPLACE (
  CASE WHEN takes_place THEN 'En production' ELSE statut END AS statut,
  CASE WHEN takes_place THEN planned_day ELSE date_bascule END AS date_bascule,
  coalesce(due, extraction_date) AS extraction_date)
FROM judged

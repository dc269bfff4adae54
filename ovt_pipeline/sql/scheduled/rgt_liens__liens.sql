-- What would the RGT links of the lot used be at the due date, if each cut-over that it plans took place on its day?
--
-- A plan is a date after the extraction, until the due date; one already past at the extraction is late, and not counted. Only a
-- link ordered, delivered or in test can be cut over.
WITH planned AS (
  SELECT
    *,
    CASE WHEN statut IN ('Commandé', 'Livré', 'En essai') THEN coalesce(date_bascule, date_prevue) END AS planned_day
  FROM rgt_liens__liens__due
),
judged AS (
  SELECT *, coalesce(planned_day > extraction_date AND planned_day <= due, false) AS takes_place FROM planned
)
SELECT * EXCLUDE (planned_day, takes_place) REPLACE (
  CASE WHEN takes_place THEN 'En production' ELSE statut END AS statut,
  CASE WHEN takes_place THEN planned_day ELSE date_bascule END AS date_bascule)
FROM judged

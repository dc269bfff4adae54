-- What would the RGT links of the lot used be at the due date, if all that it plans took place on its day?
--
-- A plan is a date after the extraction, until the due date; one already past at the extraction is late, and not counted. Only a
-- link ordered, delivered or in test can be cut over, and nothing becomes of an order cancelled. A statut follows the plan that
-- takes place; where it disagreed with the dates at the extraction, it still does.
WITH planned AS (
  SELECT
    *,
    CASE WHEN statut IN ('Commandé', 'Livré', 'En essai') THEN coalesce(date_bascule, date_prevue) END AS planned_day
  FROM rgt_liens__liens__due
),
judged AS (
  SELECT
    *, coalesce(planned_day > extraction_date AND planned_day <= due, false) AS is_cut_over,
    coalesce(date_fin > extraction_date AND date_fin <= due, false) AS ends
  FROM planned
)
SELECT * EXCLUDE (planned_day, is_cut_over, ends) REPLACE (
  CASE
    WHEN statut = 'Annulé' THEN statut
    WHEN ends OR (is_cut_over AND date_fin <= due) THEN 'Résilié'
    WHEN is_cut_over THEN 'En production'
    ELSE statut
  END AS statut,
  CASE
    WHEN is_cut_over THEN planned_day
    WHEN statut = 'Annulé' AND date_bascule > extraction_date THEN NULL
    ELSE date_bascule
  END AS date_bascule)
FROM judged

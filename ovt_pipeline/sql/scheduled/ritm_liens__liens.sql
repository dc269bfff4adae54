-- What would the RITM links of the lot used be at the due date, if each disconnection that it plans took place on its day?
--
-- A plan is a date after the extraction, until the due date. A statut follows the plan that takes place; its motif is what the
-- row says or leaves open, and an order cancelled stays so.
SELECT * REPLACE (
  CASE
    WHEN date_debranchement > extraction_date AND date_debranchement <= due AND coalesce(statut <> 'Annulé', true) THEN 'Débranché'
    ELSE statut
  END AS statut)
FROM ritm_liens__liens__due

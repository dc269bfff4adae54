-- What would the RITM links of the lot used be at the due date, if each disconnection that it dates took place on its day?
--
-- The inventory holds no planned date: its facts, those dated after the extraction too, are then those of the due date.
WITH used AS (
  SELECT delivery_id, as_of AS due FROM lots_used WHERE export = 'ritm_liens'
)
SELECT rows.* REPLACE (coalesce(used.due, rows.extraction_date) AS extraction_date)
FROM ritm_liens__liens AS rows LEFT JOIN used USING (delivery_id)

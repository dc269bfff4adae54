-- On which due date are the rows of the lot used projected? NULL for those of any other lot: a projection has one date.
CREATE VIEW {relation}__due AS
SELECT rows.*, used.as_of AS due FROM {relation} AS rows LEFT JOIN lots_used AS used USING (delivery_id)

-- Which pairs may the rejected rows of today's correspondence be?
SELECT
  as_of, id_lien_ritm__folded AS ritm, coalesce(id_lien_rgt__folded, '?' || row_number) AS rgt,
  id_lien_rgt__folded IS NULL AS rgt_unread, obligatoire, obligatoire__defect IS NOT NULL AS obligatoire_unread,
  sheet, row_number, delivery_id
FROM rgt_liens__correspondance__rejections
WHERE is_in_lot_used

-- Which entities are behind each figure, why, and in which row of which delivery?
SELECT $indicator_id AS indicator_id, as_of, entity_id, region_code,
  d = 1 AS in_denominator, n = 1 AS in_numerator, reason_code, doubt, delivery_id, sheet, row_number
FROM entities

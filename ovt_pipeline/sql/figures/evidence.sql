-- Which entities are behind each figure, why, since when, and in which row of which delivery? A state that a doubt decides began on
-- no known day.
SELECT $indicator_id AS indicator_id, as_of, entity_id, region_code,
  d = 1 AS in_denominator, n = 1 AS in_numerator,
  CASE WHEN doubt_decides AND reason_code NOT IN ('VANISHED', 'REJECTED') THEN 'IN-DOUBT' ELSE reason_code END AS reason_code,
  doubt, CASE WHEN NOT doubt_decides AND reason_code NOT IN ('VANISHED', 'REJECTED') THEN fact_date END AS fact_date,
  delivery_id, sheet, row_number
FROM entities
WHERE scope <> 'region'

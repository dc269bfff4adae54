-- Which entities changed between two figures: their state, or their region? What one of the two does not know is out of it.
INSERT INTO changed
WITH now AS (
  SELECT pair.*, keys.entity, evidence.*
  EXCLUDE (indicator_id, as_of)
  FROM differing AS pair JOIN work.evidence AS evidence USING (indicator_id, as_of) JOIN keys USING (entity_id)
),
before AS (
  SELECT pair.*, keys.entity, base_rows.* EXCLUDE (indicator_id, base, is_new)
  FROM differing AS pair
  JOIN compared USING (indicator_id, as_of, compared_with)
  JOIN base_rows ON base_rows.indicator_id = compared.indicator_id AND base_rows.base = compared.base
    AND base_rows.is_new = compared.is_new
  JOIN keys ON keys.entity_id = base_rows.entity_id
)
SELECT indicator_id, as_of, compared_with, entity, coalesce(now.entity_id, before.entity_id) AS entity_id,
  coalesce(now.in_denominator, false) AS d, coalesce(now.in_numerator, false) AS n, now.region_code, now.fact_date,
  coalesce(now.reason_code IN ('IN-DOUBT', 'VANISHED', 'REJECTED'), false) AS is_open,
  coalesce(before.in_denominator, false) AS was_d, coalesce(before.in_numerator, false) AS was_n,
  before.region_code AS was_region, before.reason_code AS was_reason
FROM now FULL JOIN before USING (indicator_id, as_of, compared_with, entity)
WHERE coalesce(now.in_denominator, false) <> coalesce(before.in_denominator, false)
  OR coalesce(now.in_numerator, false) <> coalesce(before.in_numerator, false)
  OR (now.region_code IS DISTINCT FROM before.region_code AND (now.in_denominator OR now.in_numerator))

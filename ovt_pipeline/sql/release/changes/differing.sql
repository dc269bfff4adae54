-- Which figures differ, in the state or the region of any entity, from what they are compared with as that stands?
INSERT INTO differing
WITH now AS (
  SELECT compared.indicator_id, compared.as_of, compared.compared_with, entity_id, in_denominator, in_numerator, region_code
  FROM compared JOIN work.evidence USING (indicator_id, as_of)
  WHERE (in_denominator OR in_numerator)
),
before AS (
  SELECT compared.indicator_id, compared.as_of, compared.compared_with, entity_id, in_denominator, in_numerator, region_code
  FROM compared JOIN work.evidence AS base ON base.indicator_id = compared.indicator_id AND base.as_of = compared.base
  WHERE compared.is_new AND (in_denominator OR in_numerator)
  UNION ALL
  SELECT compared.indicator_id, compared.as_of, compared.compared_with, entity_id, in_denominator, in_numerator, region_code
  FROM compared JOIN previous_evidence AS base ON base.indicator_id = compared.indicator_id AND base.as_of = compared.base
  WHERE NOT compared.is_new AND (in_denominator OR in_numerator)
)
SELECT DISTINCT indicator_id, as_of, compared_with
FROM now FULL JOIN before USING (indicator_id, as_of, compared_with, entity_id)
WHERE now.in_denominator IS DISTINCT FROM before.in_denominator OR now.in_numerator IS DISTINCT FROM before.in_numerator
  OR now.region_code IS DISTINCT FROM before.region_code

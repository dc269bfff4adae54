-- Which are the first entities behind a figure, those in doubt first?
SELECT entity_id FROM evidence
WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('as_of')::DATE
  AND getvariable('region_code') IN ('00', region_code)
ORDER BY doubt IS NULL, NOT in_numerator, entity_id LIMIT 10

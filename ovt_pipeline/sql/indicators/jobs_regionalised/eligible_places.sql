-- Which places are eligible in each span? The most precise rule decides: municipality, then region, then all.
SELECT
  spans.as_of, spans.first_day, spans.last_day, places.code, places.region_code,
  coalesce(rule.eligible, false) AS is_eligible
FROM spans
JOIN places ON places.as_of = spans.as_of
LEFT JOIN eligibility AS rule
  ON rule.territory IN ('*', 'region:' || places.region_code, 'municipality:' || places.code)
  AND coalesce(rule.valid_from <= spans.first_day, true) AND coalesce(rule.valid_to >= spans.first_day, true)
QUALIFY row_number() OVER (
  PARTITION BY spans.as_of, spans.first_day, places.code ORDER BY length(rule.territory) DESC, rule.valid_from DESC) = 1

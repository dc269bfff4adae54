-- Which municipalities are not eligible attach points, and from when to when? The most precise rules decide.
CREATE VIEW ineligible_attach_points AS
WITH most_precise AS (
  SELECT place.code, rule.*
  FROM municipalities AS place
  JOIN eligibility AS rule ON rule.territory IN ('*', 'region:' || place.region_code, 'municipality:' || place.code)
  QUALIFY length(rule.territory) = max(length(rule.territory)) OVER (PARTITION BY place.code)
)
SELECT code, coalesce(valid_from, DATE '0001-01-01') AS valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to
FROM most_precise
WHERE NOT eligible;

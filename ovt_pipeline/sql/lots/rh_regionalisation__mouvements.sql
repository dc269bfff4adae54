-- Which municipalities are not eligible attach points, and from when to when? The most precise rule decides.
CREATE VIEW ineligible_attach_points AS
SELECT place.code, coalesce(rule.valid_from, DATE '0001-01-01') AS valid_from, coalesce(rule.valid_to, DATE '9999-12-31') AS valid_to
FROM municipalities AS place
JOIN eligibility AS rule ON rule.territory IN ('*', 'region:' || place.region_code, 'municipality:' || place.code)
WHERE NOT rule.eligible;

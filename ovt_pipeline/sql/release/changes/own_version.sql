-- Which version of each figure that waits does the previous release hold?
INSERT INTO compared
SELECT waiting.indicator_id, waiting.as_of, 'version' AS compared_with, base.as_of AS base, false AS is_new,
  base.known_at AS base_known_at, least(base.as_of, base.oldest_source_date) AS base_from, base.numerator AS base_numerator,
  figure.numerator, base.value AS base_value, figure.value
FROM waiting
JOIN work.figures AS figure USING (indicator_id, as_of)
JOIN previous_indicator_results AS base USING (indicator_id, as_of)
WHERE figure.region_code = '00' AND base.region_code = '00'

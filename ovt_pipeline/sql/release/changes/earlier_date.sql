-- Which is, for each figure that waits, the latest earlier date of which no lot is later than its own? Of what stands: what the
-- release takes, else what the previous one holds.
INSERT INTO compared
WITH standing AS (
  SELECT figure.indicator_id, figure.as_of, true AS is_new, computed.known_at, figure.oldest_source_date,
    figure.numerator, figure.value
  FROM work.figures AS figure
  JOIN work.computations AS computed USING (indicator_id, as_of)
  SEMI JOIN taken USING (indicator_id, as_of)
  WHERE figure.region_code = '00'
  UNION ALL
  SELECT indicator_id, as_of, false AS is_new, known_at, oldest_source_date, numerator, value
  FROM previous_indicator_results ANTI JOIN taken USING (indicator_id, as_of)
  WHERE region_code = '00'
),
sources AS (
  SELECT used.indicator_id, used.as_of, lots.export, lots.extraction_date
  FROM (
    SELECT indicator_id, as_of, delivery_id FROM work.figure_sources SEMI JOIN taken USING (indicator_id, as_of)
    UNION ALL
    SELECT indicator_id, as_of, delivery_id FROM previous_figure_sources ANTI JOIN taken USING (indicator_id, as_of)
  ) AS used
  JOIN deliveries AS lots USING (delivery_id)
),
too_late AS (
  SELECT DISTINCT waiting.indicator_id, waiting.as_of, base.as_of AS base
  FROM waiting
  JOIN sources AS own USING (indicator_id, as_of)
  JOIN sources AS base ON base.indicator_id = own.indicator_id AND base.export = own.export AND base.as_of < own.as_of
    AND base.extraction_date > own.extraction_date
)
SELECT waiting.indicator_id, waiting.as_of, 'date' AS compared_with, base.as_of AS base, base.is_new,
  base.known_at AS base_known_at, least(base.as_of, base.oldest_source_date) AS base_from, base.numerator AS base_numerator,
  own.numerator, base.value AS base_value, own.value
FROM waiting
JOIN standing AS own USING (indicator_id, as_of)
JOIN standing AS base ON base.indicator_id = waiting.indicator_id AND base.as_of < waiting.as_of
ANTI JOIN too_late ON too_late.indicator_id = waiting.indicator_id AND too_late.as_of = waiting.as_of AND too_late.base = base.as_of
QUALIFY row_number() OVER (PARTITION BY waiting.indicator_id, waiting.as_of ORDER BY base.as_of DESC) = 1

-- Does every figure of a plan rest on accepted deliveries of this release, one per export, one of them of its oldest source date?
WITH of_figure AS (
  SELECT
    source.indicator_id, source.as_of, count(*) AS sources, count(DISTINCT source.export) AS exports,
    count(delivery.delivery_id) AS delivered,
    count(*) FILTER (delivery.extraction_date = figure.oldest_source_date) AS oldest
  FROM figure_sources AS source
  JOIN indicator_results AS figure
    ON figure.indicator_id = source.indicator_id AND figure.as_of = source.as_of AND figure.region_code = '00'
  LEFT JOIN deliveries AS delivery
    ON delivery.delivery_id = source.delivery_id AND delivery.export = source.export AND delivery.verdict = 'accepted'
  GROUP BY source.indicator_id, source.as_of
)
SELECT
  count(*) AS checked,
  count(*) FILTER (sources IS NULL OR exports < sources OR delivered < sources OR oldest = 0) AS failed
FROM indicator_results AS figure LEFT JOIN of_figure USING (indicator_id, as_of)
WHERE figure.region_code = '00' AND figure.indicator_id IN (SELECT indicator_id FROM plan)

-- Which sums does the public hold: of which regions, of which indicator and date, published when?
SELECT
  release.published_at, figure.indicator_id, figure.as_of, place.regions,
  coalesce(figure.denominator, figure.numerator) AS counted
FROM told_figures AS figure
JOIN told_places AS place ON place.indicator_id = figure.indicator_id AND place.place_code = figure.place_code
CROSS JOIN told_release AS release
ORDER BY figure.indicator_id, figure.as_of, figure.place_code

-- How old is what an indicator rests on at each as_of? Dates where one of its exports has no lot are left out; the list of
-- municipalities does not age a figure.
CREATE OR REPLACE TABLE sources AS
SELECT as_of, bool_or(extraction_date < as_of AND export <> 'municipalites') AS is_preliminary,
  bool_or(is_synthetic) AS is_synthetic, min(extraction_date) FILTER (export <> 'municipalites') AS oldest_source_date
FROM lots_used WHERE list_contains($exports, export)
GROUP BY as_of HAVING count(*) = len($exports)

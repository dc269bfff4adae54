-- How old is what an indicator rests on at each as_of? No source, no figure: without a lot of each export that it reads there is
-- none. The list of places, of which any lot will do, does not age a figure.
WITH needed AS (
  SELECT export, role FROM exports WHERE list_contains($exports, export)
),
aging AS (
  SELECT export FROM needed WHERE role IS DISTINCT FROM 'places'
)
SELECT used.as_of, bool_or(used.extraction_date < used.as_of) AS is_preliminary, bool_or(used.is_synthetic) AS is_synthetic,
  min(used.extraction_date) AS oldest_source_date
FROM lots_used AS used JOIN aging USING (export)
WHERE NOT EXISTS (SELECT 1 FROM needed WHERE export NOT IN (SELECT export FROM accepted_lots))
GROUP BY used.as_of
HAVING count(*) = (SELECT count(*) FROM aging)

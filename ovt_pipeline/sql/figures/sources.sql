-- How old is what an indicator rests on at each as_of? An export that has no lot until then gives nothing, and the figure is
-- preliminary; one that has no accepted delivery at all leaves no figure. The list of places does not age a figure.
WITH needed AS (
  SELECT export, role FROM exports WHERE list_contains($exports, export)
),
aging AS (
  SELECT export FROM needed WHERE role IS DISTINCT FROM 'places'
)
SELECT used.as_of, bool_or(used.extraction_date < used.as_of) OR count(*) < (SELECT count(*) FROM aging) AS is_preliminary,
  bool_or(used.is_synthetic) AS is_synthetic, min(used.extraction_date) AS oldest_source_date
FROM lots_used AS used JOIN aging USING (export)
WHERE NOT EXISTS (SELECT 1 FROM needed WHERE export NOT IN (SELECT export FROM accepted_lots))
GROUP BY used.as_of

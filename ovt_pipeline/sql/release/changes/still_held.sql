-- Which figures stand as they were, at a date that was computed since without their source, or that was not computed now?
INSERT INTO held_figures BY NAME
SELECT indicator_id, as_of, $no_source AS reason
FROM work.computations
SEMI JOIN computed_dates USING (as_of)
SEMI JOIN previous_indicator_results USING (indicator_id, as_of)
WHERE missing_exports <> ''
UNION ALL
SELECT earlier.indicator_id, earlier.as_of, earlier.reason
FROM previous_held_figures AS earlier ANTI JOIN computed_dates USING (as_of)

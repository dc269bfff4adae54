-- How many entities changed between each figure and what it was compared with, and what explains it?
SELECT told.*, result.numerator
FROM figure_changes AS told JOIN indicator_results AS result USING (indicator_id, as_of)
WHERE result.region_code = '00'
ORDER BY told.as_of, told.indicator_id, told.compared_with

-- How many entities changed between figures and what they were compared with, and what explains it? Of one figure, or of all
-- those whose changes a person may have to look at.
SELECT told.*, result.numerator
FROM figure_changes AS told JOIN indicator_results AS result USING (indicator_id, as_of)
WHERE result.region_code = '00' AND CASE
  WHEN $indicator_id IS NULL THEN told.unexplained > 0 OR told.entered_late > 0 OR told.decision_id IS NOT NULL
  ELSE told.indicator_id = $indicator_id AND told.as_of = $as_of
END
ORDER BY told.as_of, told.indicator_id, told.compared_with

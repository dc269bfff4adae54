-- Do the published figure and the two parts of its change give the figure that replaced it, and is its last step that figure?
SELECT count(*) AS checked, count(*) FILTER (
  abs(was.value + now.rules_change + now.data_change - now.value) > 1e-9
  OR last.numerator IS DISTINCT FROM now.numerator OR last.denominator IS DISTINCT FROM now.denominator) AS failed
FROM indicator_history AS now
JOIN indicator_history AS was ON was.plan_id = now.plan_id AND was.indicator_id = now.indicator_id AND was.as_of = now.as_of
  AND was.region_code = now.region_code AND was.revision_no = now.revision_no - 1
LEFT JOIN (
  SELECT * FROM revision_causes
  QUALIFY row_number() OVER (PARTITION BY plan_id, indicator_id, as_of, region_code, revision_no ORDER BY step DESC) = 1
) AS last ON last.plan_id = now.plan_id AND last.indicator_id = now.indicator_id AND last.as_of = now.as_of
  AND last.region_code = now.region_code AND last.revision_no = now.revision_no

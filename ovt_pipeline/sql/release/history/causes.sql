-- How did each replaced figure become the new one, step by step? Step 0 is what today's rules alone make of the lots known
-- then; each next step adds one delivery, in the order received; the last one is the new figure itself.
INSERT INTO revision_causes BY NAME
WITH revised AS (
  SELECT result.*, last.revision_no + 1 AS revision_no, was.value AS was_value
  FROM (FROM indicator_results SEMI JOIN taken USING (indicator_id, as_of)) AS result
  JOIN previous_indicator_results AS was USING (plan_id, indicator_id, as_of, region_code)
  JOIN last_history AS last USING (plan_id, indicator_id, as_of, region_code)
  WHERE result.release_id = $release_id
),
figures AS (
  SELECT revised.plan_id, revised.indicator_id, revised.as_of, revised.region_code, revised.revision_no, revised.was_value,
    steps.step, steps.delivery_id, known.numerator, known.denominator, known.value, known.value_low, known.value_high
  FROM revised JOIN steps USING (indicator_id, as_of)
  LEFT JOIN step_figures AS known USING (indicator_id, as_of, region_code, step)
  WHERE NOT steps.is_last
  UNION ALL
  SELECT plan_id, indicator_id, as_of, region_code, revision_no, was_value, step, delivery_id,
    numerator, denominator, value, value_low, value_high
  FROM revised JOIN steps USING (indicator_id, as_of)
  WHERE steps.is_last
)
SELECT * EXCLUDE (was_value), CASE WHEN step = 0 THEN 'rules' ELSE 'data' END AS cause,
  value - CASE WHEN step = 0 THEN was_value ELSE lag(value) OVER same_figure END AS change
FROM figures
WINDOW same_figure AS (PARTITION BY plan_id, indicator_id, as_of, region_code ORDER BY step)

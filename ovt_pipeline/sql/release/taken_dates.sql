-- Which computed dates may a release take? Those where every indicator of the plan was computed from the same inputs, with
-- the rules of today. A date is new when the previous release does not hold it as it was computed last.
SELECT work.as_of, count(DISTINCT work.inputs_digest) AS digests,
  count(DISTINCT work.indicator_id) = (SELECT count(*) FROM plan_indicators) AND count(DISTINCT work.inputs_digest) = 1
    AND bool_and(work.rules = today.rules) AS is_taken,
  bool_or(previous.as_of IS NULL) AS is_new
FROM work.computations AS work JOIN plan_indicators AS today ON today.id = work.indicator_id
LEFT JOIN previous_indicator_results AS previous ON previous.indicator_id = work.indicator_id AND previous.as_of = work.as_of
  AND previous.region_code = '00' AND previous.inputs_digest = work.inputs_digest
GROUP BY work.as_of
ORDER BY work.as_of

-- Which computed dates may a release take? Those where every indicator of the plan was computed from the same inputs. A
-- date is new when the previous release does not hold it as it was computed last.
SELECT work.as_of, count(DISTINCT work.inputs_digest) AS digests,
  count(DISTINCT work.indicator_id) = len($indicators) AND count(DISTINCT work.inputs_digest) = 1 AS is_taken,
  bool_or(previous.as_of IS NULL) AS is_new
FROM work.computations AS work
LEFT JOIN previous_indicator_results AS previous ON previous.indicator_id = work.indicator_id AND previous.as_of = work.as_of
  AND previous.region_code = '00' AND previous.inputs_digest = work.inputs_digest
WHERE list_contains($indicators, work.indicator_id)
GROUP BY work.as_of
ORDER BY work.as_of

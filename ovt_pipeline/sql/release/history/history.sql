-- Which figures of this release are new, or replace a published one? Each is a new row; no row of the history ever changes.
INSERT INTO indicator_history BY NAME
WITH parts AS (
  SELECT plan_id, indicator_id, as_of, region_code, revision_no,
    sum(change) FILTER (cause = 'rules') AS rules_change,
    CASE WHEN count(*) = 1 THEN 0 ELSE sum(change) FILTER (cause = 'data') END AS data_change
  FROM revision_causes GROUP BY ALL
)
SELECT result.plan_id, result.indicator_id, result.as_of, result.region_code,
  coalesce(last.revision_no + 1, 0) AS revision_no, log.published_at, result.release_id, result.known_at,
  result.numerator, result.denominator, result.value, result.value_low, result.value_high, result.display_value,
  result.is_preliminary, result.is_synthetic, parts.rules_change, parts.data_change,
  CASE WHEN last.release_id IS NOT NULL THEN said.rules_changed END AS rules_changed,
  result.rule_version, coalesce(work.rules, '{}') AS rules, result.inputs_digest, log.code_version
FROM (FROM indicator_results SEMI JOIN taken USING (indicator_id, as_of)) AS result
JOIN releases AS log USING (release_id)
LEFT JOIN last_history AS last USING (plan_id, indicator_id, as_of, region_code)
LEFT JOIN work.computations AS work ON work.indicator_id = result.indicator_id AND work.as_of = result.as_of
  AND work.inputs_digest = result.inputs_digest
LEFT JOIN rules_changed AS said ON said.indicator_id = result.indicator_id AND said.as_of = result.as_of
LEFT JOIN parts ON parts.plan_id = result.plan_id AND parts.indicator_id = result.indicator_id
  AND parts.as_of = result.as_of AND parts.region_code = result.region_code AND parts.revision_no = last.revision_no + 1
WHERE last.release_id IS DISTINCT FROM result.release_id

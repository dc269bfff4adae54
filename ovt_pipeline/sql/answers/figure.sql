-- What is one published figure, in which release did it first appear, and under which plan and rules?
SELECT result.plan_id, result.unit, result.region_name, result.numerator, result.denominator, result.value, result.value_low,
  result.value_high, result.display_value, result.is_preliminary, result.is_synthetic, result.oldest_source_date,
  result.rule_version, result.known_at, result.release_id, past.revision_no, past.published_at, past.rules,
  past.code_version, log.plan_version, log.contract_versions
FROM indicator_results AS result
JOIN indicator_history AS past USING (plan_id, indicator_id, as_of, region_code, release_id)
JOIN releases AS log USING (release_id)
WHERE result.indicator_id = getvariable('indicator_id') AND result.as_of = getvariable('as_of')::DATE
  AND result.region_code = getvariable('region_code')

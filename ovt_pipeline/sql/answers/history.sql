-- Which versions of a figure were published, and when? One region, every date or one.
SELECT as_of, revision_no, published_at, release_id, known_at, numerator, denominator, value, value_low, value_high,
  display_value, is_preliminary, is_synthetic, rules_change, data_change, rules_changed, rule_version, code_version
FROM indicator_history
WHERE indicator_id = getvariable('indicator_id') AND region_code = getvariable('region_code')
  AND as_of = coalesce(getvariable('as_of')::DATE, as_of)
ORDER BY as_of, revision_no

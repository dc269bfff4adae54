-- What are the published rows of the figures taken? A row whose figures are those of the previous release keeps its first
-- release_id, also when other inputs gave them; known_at says when the last lot behind it was received.
INSERT INTO indicator_results BY NAME
WITH computed AS (
  SELECT figures.*, computations.inputs_digest, computations.known_at
  FROM work.figures JOIN work.computations USING (indicator_id, as_of) JOIN taken USING (indicator_id, as_of)
)
SELECT indicator.plan_id, indicator.id AS indicator_id, computed.as_of, computed.region_code, regions.name_fr AS region_name,
  CASE WHEN month(computed.as_of) >= 4 THEN year(computed.as_of) || '-' || (year(computed.as_of) + 1)
    ELSE (year(computed.as_of) - 1) || '-' || year(computed.as_of) END AS fiscal_year,
  indicator.unit, computed.numerator, computed.denominator, computed.value, computed.value_low, computed.value_high,
  CASE WHEN computed.value IS NULL THEN 's. o.'
    WHEN indicator.unit = '%'  -- rounded half-up on whole numbers: no floating point decides a published figure
      THEN ((200 * computed.numerator + computed.denominator) // (2 * computed.denominator)) || chr(160) || '%'
    ELSE computed.numerator::VARCHAR END AS display_value,
  CASE WHEN computed.region_code = '00' THEN indicator.start_value END AS baseline_value,
  computed.is_preliminary, computed.is_synthetic, computed.oldest_source_date, computed.rule_version, computed.inputs_digest,
  computed.known_at, coalesce(same.release_id, $release_id) AS release_id
FROM computed
JOIN plan_indicators AS indicator ON indicator.id = computed.indicator_id
JOIN regions USING (region_code)
LEFT JOIN previous_indicator_results AS same ON same.plan_id = indicator.plan_id AND same.indicator_id = computed.indicator_id
  AND same.as_of = computed.as_of AND same.region_code = computed.region_code
  AND same.rule_version = computed.rule_version AND same.is_preliminary = computed.is_preliminary
  AND same.numerator = computed.numerator
  AND same.denominator IS NOT DISTINCT FROM computed.denominator
  AND same.value_low IS NOT DISTINCT FROM computed.value_low AND same.value_high IS NOT DISTINCT FROM computed.value_high

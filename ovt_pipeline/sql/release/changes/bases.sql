-- Of which figures must the evidence be known, and by which rules was each published, and when?
SELECT DISTINCT compared.indicator_id, compared.base, compared.is_new, compared.base_known_at AS known_at,
  last.published_at, last.rules
FROM differing JOIN compared USING (indicator_id, as_of, compared_with)
LEFT JOIN (
  SELECT indicator_id, as_of, published_at, rules FROM previous_indicator_history WHERE region_code = '00'
  QUALIFY row_number() OVER (PARTITION BY indicator_id, as_of ORDER BY revision_no DESC) = 1
) AS last ON last.indicator_id = compared.indicator_id AND last.as_of = compared.base AND NOT compared.is_new
ANTI JOIN base_rows AS known ON known.indicator_id = compared.indicator_id AND known.base = compared.base
  AND known.is_new = compared.is_new
ORDER BY compared.indicator_id, compared.base

-- Which figures, and which of those that they are compared with, hold a fact of a changed entity that is older than the other one?
SELECT DISTINCT changed.indicator_id, changed.as_of, compared.base, compared.is_new, compared.base_known_at AS known_at,
  last.published_at
FROM changed
JOIN compared USING (indicator_id, as_of, compared_with)
LEFT JOIN (
  SELECT indicator_id, as_of, max(published_at) AS published_at FROM previous_indicator_history GROUP BY indicator_id, as_of
) AS last ON last.indicator_id = compared.indicator_id AND last.as_of = compared.base AND NOT compared.is_new
WHERE changed.fact_date <= compared.base_from
ORDER BY changed.indicator_id, changed.as_of, compared.base

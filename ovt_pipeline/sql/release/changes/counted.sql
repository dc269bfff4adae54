-- How many changes of each kind lie between each figure and what it is compared with?
SELECT compared.indicator_id, compared.as_of, compared.compared_with, compared.base AS compared_as_of,
  count(*) FILTER (kind = 'explained') AS explained, count(*) FILTER (kind = 'entered_late') AS entered_late,
  count(*) FILTER (kind = 'cleared') AS cleared, count(*) FILTER (kind = 'restored') AS restored,
  count(*) FILTER (kind = 'unexplained') AS unexplained, count(*) FILTER (kind = 'unexplained' AND is_lost) AS lost,
  compared.base_numerator AS numerator_before, compared.numerator, compared.base_value AS value_before, compared.value
FROM compared LEFT JOIN classified USING (indicator_id, as_of, compared_with)
GROUP BY ALL
ORDER BY compared.as_of, compared.indicator_id, compared.compared_with

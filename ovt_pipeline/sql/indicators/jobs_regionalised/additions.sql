-- Which jobs were not counted on the first day that figures describe, and brought to an eligible place since?
SELECT as_of, job
FROM judged_movements
JOIN reference_dates AS reference ON reference.name = 'first_as_of'
WHERE in_window AND NOT is_rejected AND NOT may_be_lacking
GROUP BY as_of, job
HAVING bool_or(may_count AND date_effet > reference.day)
  AND NOT coalesce(arg_max(may_count, (date_effet, no_evenement)) FILTER (date_effet <= reference.day), false)

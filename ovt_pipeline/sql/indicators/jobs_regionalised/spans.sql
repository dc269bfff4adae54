-- Between which days, in the window of movements, does no rule of eligibility change?
WITH window_start AS (
  SELECT reference.day FROM reference_dates AS reference WHERE reference.name = 'jobs_window_start'
)
SELECT as_of, day AS first_day, coalesce(lead(day) OVER (PARTITION BY as_of ORDER BY day) - 1, as_of) AS last_day
FROM (
  SELECT days.as_of, window_start.day FROM as_of_dates AS days CROSS JOIN window_start
  UNION
  SELECT days.as_of, rule.valid_from AS day
  FROM as_of_dates AS days CROSS JOIN window_start JOIN eligibility AS rule
    ON rule.valid_from > window_start.day AND rule.valid_from <= days.as_of
  UNION
  SELECT days.as_of, rule.valid_to + 1 AS day
  FROM as_of_dates AS days CROSS JOIN window_start JOIN eligibility AS rule
    ON rule.valid_to >= window_start.day AND rule.valid_to < days.as_of
) AS turning_days

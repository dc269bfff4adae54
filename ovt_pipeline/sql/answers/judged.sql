-- What is the status of each target of an indicator at a date? The figure of the whole gives it; a region has none.
SELECT plan_id, indicator_id, due_date, as_of, target_value, status, is_provisional, only_by_exits, reason_fr, reason_en,
  scheduled_value, trend_value, trend_low, trend_high, trend_reason_fr, trend_reason_en
FROM indicator_targets
WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('as_of')
  AND getvariable('region_code') = '00'
ORDER BY plan_id, due_date

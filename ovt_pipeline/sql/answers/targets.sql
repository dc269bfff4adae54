-- What is the status of each target at the latest date of its indicator?
SELECT plan_id, indicator_id, due_date, as_of, target_value, status, is_provisional, only_by_exits, reason_fr, reason_en,
  scheduled_value, trend_value, trend_low, trend_high, trend_reason_fr, trend_reason_en
FROM indicator_targets
WHERE as_of = (SELECT max(latest.as_of) FROM indicator_targets AS latest
  WHERE latest.indicator_id = indicator_targets.indicator_id)
ORDER BY plan_id, indicator_id, due_date

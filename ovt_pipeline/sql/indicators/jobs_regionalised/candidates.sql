-- Which movements may be the last of their job, without what was rejected, and with it?
--
-- Those that no movement which is certainly there is later than; of a repeated key, one of its rows is there.
WITH slots AS (
  SELECT
    as_of, job, is_rejected, slot, bool_or(may_be_lacking) AS may_be_lacking, min(first_day) AS first_day,
    arg_min(first_event, (first_day, first_event)) AS first_event
  FROM judged_movements WHERE in_window GROUP BY as_of, job, is_rejected, slot
),
rejected_out_of_window AS (  -- a repeated key of which one row is out of the window: it may be that one
  SELECT DISTINCT as_of, job, slot FROM judged_movements WHERE is_rejected AND NOT in_window
),
floors AS (
  SELECT
    slots.as_of, slots.job, max(CASE WHEN NOT is_rejected THEN row(first_day, first_event) END) AS accepted_floor,
    max(row(first_day, first_event)) AS rejected_floor
  FROM slots LEFT JOIN rejected_out_of_window AS out_of ON is_rejected AND out_of.as_of = slots.as_of AND out_of.job = slots.job
    AND out_of.slot = slots.slot
  WHERE NOT may_be_lacking AND out_of.slot IS NULL
  GROUP BY slots.as_of, slots.job
)
SELECT
  movements.*,
  NOT is_rejected AND (accepted_floor IS NULL OR row(last_day, last_event) >= accepted_floor) AS is_last_known,
  rejected_floor IS NULL OR row(last_day, last_event) >= rejected_floor AS is_last_with_rejected,
  accepted_floor IS NULL AS nothing_known, rejected_floor IS NULL AS nothing_with_rejected
FROM judged_movements AS movements LEFT JOIN floors USING (as_of, job)
WHERE in_window

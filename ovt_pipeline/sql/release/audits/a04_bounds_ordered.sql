-- Is every value between its low and its high? Low and high are there together; a value may be missing between them, where all
-- that is counted may be something else, and they may be missing beside it, where it may have left the region.
SELECT count(*) AS checked,
  count(*) FILTER (NOT (coalesce(value_low <= value, true) AND coalesce(value <= value_high, true)
    AND coalesce(value_low <= value_high, true) AND (value_low IS NULL) = (value_high IS NULL))) AS failed
FROM indicator_results

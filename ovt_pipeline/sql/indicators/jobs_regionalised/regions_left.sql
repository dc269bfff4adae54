-- In which regions may each job count, without what was rejected, and with it?
SELECT DISTINCT candidates.as_of, candidates.job, candidates.is_last_known, candidates.is_last_with_rejected,
  coalesce(open.region_code, candidates.region_code) AS region_code
FROM candidates
LEFT JOIN open_regions AS open ON place_unread AND open.as_of = candidates.as_of AND open.first_day = candidates.span
WHERE may_count

-- In which regions is something eligible, and when?
SELECT DISTINCT as_of, first_day, last_day, region_code FROM eligible_places WHERE is_eligible

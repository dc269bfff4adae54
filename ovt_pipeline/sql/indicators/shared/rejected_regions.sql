-- In which regions may each entity be whose row was rejected? In all of them where none can be read.
SELECT DISTINCT rows.as_of, rows.entity, regions.region_code
FROM readings AS rows JOIN regions ON regions.region_code <> '00'
  AND coalesce(rows.code_region, regions.region_code) = regions.region_code
WHERE rows.origin = 'rejected'

-- In which region is each municipality at each as_of? As the latest list up to then that names it says, else the oldest one:
-- a place is known for ever, also when today's list lacks it.
CREATE VIEW places AS
SELECT as_of, code, region_code
FROM (
  SELECT days.as_of, rows.{shown} AS code, rows.{region} AS region_code,
    row_number() OVER (PARTITION BY days.as_of, rows.{shown} ORDER BY
      CASE WHEN rows.extraction_date <= days.as_of THEN 0 ELSE 1 END,
      CASE WHEN rows.extraction_date <= days.as_of THEN -rows.lot_order ELSE rows.lot_order END) AS rank
  FROM as_of_dates AS days CROSS JOIN {relation} AS rows
) AS named
WHERE rank = 1

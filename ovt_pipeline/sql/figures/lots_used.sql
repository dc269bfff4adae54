-- Which lot of each export is used at each as_of? The greatest extraction date up to as_of, last received among those; for
-- the list of municipalities, else the oldest date, last received too.
CREATE TABLE lots_used AS
SELECT days.as_of, lots.export, lots.delivery_id, lots.lot_order, lots.extraction_date, lots.is_synthetic
FROM as_of_dates AS days JOIN accepted_lots AS lots
  ON lots.extraction_date <= days.as_of OR lots.export = 'municipalites'
QUALIFY row_number() OVER (
  PARTITION BY days.as_of, lots.export
  ORDER BY lots.extraction_date <= days.as_of DESC,
    abs(date_diff('day', lots.extraction_date, days.as_of)), lots.lot_order DESC) = 1;

-- Which facts does every measure find, whatever its exports? Dates and lots, filled for one computation, and those of the plan.
CREATE TABLE as_of_dates (as_of DATE);
CREATE TABLE exports (export VARCHAR, role VARCHAR);  -- role: what the export is for all the others, as its contract says
CREATE TABLE accepted_lots (
  export VARCHAR, delivery_id VARCHAR, lot_order BIGINT,  -- 1 is the oldest lot of its export
  extraction_date DATE, is_synthetic BOOLEAN, folder VARCHAR);
CREATE TABLE lots_used (
  as_of DATE, export VARCHAR, delivery_id VARCHAR, lot_order BIGINT, extraction_date DATE, is_synthetic BOOLEAN);
CREATE TABLE regions (region_code VARCHAR);
CREATE TABLE reference_dates (name VARCHAR, day DATE);
CREATE TABLE eligibility (territory VARCHAR, eligible BOOLEAN, valid_from DATE, valid_to DATE);
CREATE TABLE states (state VARCHAR, n INTEGER, d INTEGER);  -- of an entity: is it counted, is it in the population of a rate?
INSERT INTO states VALUES
  ('not_migrated', 0, 1), ('out', 0, 0), ('migrated', 1, 1),  -- from the worst to the best
  ('not_counted', 0, 1), ('counted', 1, 1);  -- of a count, which has no population, or of a rate of something else

-- Which facts does every measure find, whatever its exports? Dates and lots, filled for one computation, and those of the plan.
CREATE TABLE as_of_dates (as_of DATE);
CREATE TABLE exports (export VARCHAR, role VARCHAR);  -- role: what the export is for all the others, as its contract says
CREATE TABLE accepted_lots (  -- those that are knowledge
  export VARCHAR, delivery_id VARCHAR, lot_order BIGINT,  -- 1 is the oldest lot of its export
  extraction_date DATE, is_synthetic BOOLEAN);
CREATE TABLE lots_used (
  as_of DATE, export VARCHAR, delivery_id VARCHAR, lot_order BIGINT, extraction_date DATE, is_synthetic BOOLEAN);
CREATE TABLE regions (region_code VARCHAR);
CREATE TABLE reference_dates (name VARCHAR, day DATE);
CREATE TABLE reference_lots (name VARCHAR, export VARCHAR, delivery_id VARCHAR);  -- the lot that says what existed that day
CREATE TABLE noted_ends (  -- what notes give a vanished entity, pair or movement: its end; key as compared
  export VARCHAR, table_name VARCHAR, entity VARCHAR, other_key VARCHAR,
  kind VARCHAR, motif VARCHAR, successor VARCHAR, day DATE);
CREATE TABLE eligibility (territory VARCHAR, eligible BOOLEAN, valid_from DATE, valid_to DATE);
CREATE TABLE states (state VARCHAR, n INTEGER, d INTEGER);  -- of an entity: is it counted, is it in the population of a rate?
INSERT INTO states VALUES ('not_counted', 0, 1), ('out', 0, 0), ('counted', 1, 1);  -- from the worst to the best
-- The closed list: a rank says from which doubt on a state is possible, 0 without any, 99 never.
-- Ranks only order: they leave out the numbers of the plan, which no query may hold.
CREATE TABLE doubts (rank INTEGER, code VARCHAR);
INSERT INTO doubts VALUES
  (1, 'D-UNDATED'), (2, 'D-STATUS'), (3, 'D-FUTURE'), (4, 'D-CLOSED'), (5, 'D-CLAIM'), (6, 'D-PAIR'), (7, 'D-REJECTED'),
  (8, 'D-SUCCESSOR'), (9, 'D-VANISHED'), (10, 'D-COHORT'), (12, 'D-CONTRACT');

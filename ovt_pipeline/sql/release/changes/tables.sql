-- What does a comparison of figures fill? Each figure that waits, what it is compared with, the entities whose state changed.
CREATE TEMP TABLE waiting (indicator_id VARCHAR, as_of DATE);
CREATE TEMP TABLE compared (  -- base: the date of the other figure; is_new: that one is of the release being built
  indicator_id VARCHAR, as_of DATE, compared_with VARCHAR, base DATE, is_new BOOLEAN, base_known_at TIMESTAMP, base_from DATE,
  base_numerator BIGINT, numerator BIGINT, base_value DOUBLE, value DOUBLE);
CREATE TEMP TABLE differing (indicator_id VARCHAR, as_of DATE, compared_with VARCHAR);
CREATE TEMP TABLE base_rows (  -- the evidence of a base, by the rules of today
  indicator_id VARCHAR, base DATE, is_new BOOLEAN, entity_id VARCHAR, region_code VARCHAR,
  in_denominator BOOLEAN, in_numerator BOOLEAN, reason_code VARCHAR);
CREATE TEMP TABLE keys (entity_id VARCHAR, entity VARCHAR);  -- as delivered, as compared
CREATE TEMP TABLE changed (
  indicator_id VARCHAR, as_of DATE, compared_with VARCHAR, entity VARCHAR, entity_id VARCHAR,
  d BOOLEAN, n BOOLEAN, region_code VARCHAR, fact_date DATE, is_open BOOLEAN,
  was_d BOOLEAN, was_n BOOLEAN, was_region VARCHAR, was_reason VARCHAR);
CREATE TEMP TABLE dated_rows (  -- the dates of the rows behind an entity; those of a row that no entity has have none
  indicator_id VARCHAR, as_of DATE, is_base BOOLEAN, is_new BOOLEAN, entity_id VARCHAR, row_key VARCHAR, day DATE);
CREATE TEMP TABLE before_undone (  -- the evidence of a base as it was before a delivery that is withdrawn or replaced since
  indicator_id VARCHAR, base DATE, is_new BOOLEAN, entity_id VARCHAR, region_code VARCHAR,
  in_denominator BOOLEAN, in_numerator BOOLEAN, reason_code VARCHAR);
CREATE TEMP TABLE classified (
  indicator_id VARCHAR, as_of DATE, compared_with VARCHAR, entity_id VARCHAR, kind VARCHAR, is_lost BOOLEAN);

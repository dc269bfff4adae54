-- What was computed last for each indicator at each as_of, until a release takes it?
CREATE TABLE IF NOT EXISTS work_format (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS computations (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, inputs_digest VARCHAR NOT NULL,
  known_at TIMESTAMP,  -- reception of the last lot that may be behind it
  rules VARCHAR NOT NULL,  -- what a rule part of a revision can name, as JSON
  missing_exports VARCHAR NOT NULL,  -- space-separated; empty when there is a figure
  PRIMARY KEY (indicator_id, as_of));
CREATE TABLE IF NOT EXISTS figures (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, region_code VARCHAR NOT NULL,
  numerator BIGINT NOT NULL, denominator BIGINT, value DOUBLE, value_low DOUBLE, value_high DOUBLE,
  is_preliminary BOOLEAN NOT NULL, is_synthetic BOOLEAN NOT NULL, oldest_source_date DATE NOT NULL, rule_version VARCHAR NOT NULL,
  PRIMARY KEY (indicator_id, as_of, region_code));
CREATE TABLE IF NOT EXISTS figure_sources (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, export VARCHAR NOT NULL, delivery_id VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS sensitivity (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, scenario VARCHAR NOT NULL, region_code VARCHAR NOT NULL,
  numerator BIGINT NOT NULL, denominator BIGINT, value DOUBLE,
  PRIMARY KEY (indicator_id, as_of, scenario, region_code));
CREATE TABLE IF NOT EXISTS reconciliation (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, finding VARCHAR NOT NULL, region_code VARCHAR,
  id_lien_ritm VARCHAR NOT NULL, id_lien_rgt VARCHAR, days BIGINT, ritm_value VARCHAR, rgt_value VARCHAR,
  ritm_delivery_id VARCHAR, ritm_sheet VARCHAR, ritm_row_number BIGINT,
  rgt_delivery_id VARCHAR, rgt_sheet VARCHAR, rgt_row_number BIGINT);
CREATE TABLE IF NOT EXISTS evidence (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, entity_id VARCHAR NOT NULL, region_code VARCHAR,
  in_denominator BOOLEAN NOT NULL, in_numerator BOOLEAN NOT NULL, reason_code VARCHAR NOT NULL, doubt VARCHAR, fact_date DATE,
  delivery_id VARCHAR NOT NULL, sheet VARCHAR, row_number BIGINT NOT NULL);  -- the release has the key, and its cost

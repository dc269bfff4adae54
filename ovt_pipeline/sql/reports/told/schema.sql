-- What may a report tell? The forms read these tables and nothing else; told_dates and told_places say of which dates and places.
CREATE TABLE told_dates (as_of DATE);
CREATE TABLE told_places (indicator_id VARCHAR, place_code VARCHAR, name_fr VARCHAR, name_en VARCHAR, regions VARCHAR[]);
CREATE TABLE told_release (
  release_id VARCHAR, published_at TIMESTAMP, as_of DATE, is_synthetic BOOLEAN, code_version VARCHAR, plan_version VARCHAR);
CREATE TABLE told_figures (
  plan_id VARCHAR, indicator_id VARCHAR, as_of DATE, place_code VARCHAR, numerator BIGINT, denominator BIGINT,
  value DOUBLE, value_low DOUBLE, value_high DOUBLE, display_value VARCHAR, is_preliminary BOOLEAN, is_synthetic BOOLEAN);
CREATE TABLE told_plan (
  plan_id VARCHAR, plan_title_fr VARCHAR, plan_title_en VARCHAR, objective_fr VARCHAR, objective_en VARCHAR,
  action_fr VARCHAR, action_en VARCHAR, indicator_id VARCHAR, indicator_name_fr VARCHAR, indicator_name_en VARCHAR,
  unit VARCHAR, point VARCHAR, due_date DATE, value DOUBLE, added DOUBLE, quote VARCHAR, page INTEGER, text_quote VARCHAR,
  text_page INTEGER, is_interpreted BOOLEAN);
CREATE TABLE told_statements (
  plan_id VARCHAR, statement_id VARCHAR, objective_fr VARCHAR, objective_en VARCHAR, quote_fr VARCHAR, sentence_en VARCHAR,
  page INTEGER);
CREATE TABLE told_targets (
  plan_id VARCHAR, indicator_id VARCHAR, due_date DATE, as_of DATE, target_value DOUBLE, value DOUBLE, value_at_due DOUBLE,
  status VARCHAR, status_fr VARCHAR, status_en VARCHAR, pace_needed DOUBLE, pace_seen DOUBLE, scheduled_value DOUBLE,
  trend_value DOUBLE, trend_low DOUBLE, trend_high DOUBLE, display_differs BOOLEAN, bounds_straddle BOOLEAN,
  is_provisional BOOLEAN, only_by_exits BOOLEAN, is_synthetic BOOLEAN, reason_fr VARCHAR, reason_en VARCHAR,
  trend_reason_fr VARCHAR, trend_reason_en VARCHAR);
CREATE TABLE told_history (
  indicator_id VARCHAR, as_of DATE, revision_no INTEGER, published_at TIMESTAMP, value DOUBLE, value_low DOUBLE,
  value_high DOUBLE, display_value VARCHAR, cause VARCHAR);
CREATE TABLE told_sensitivity (
  indicator_id VARCHAR, as_of DATE, scenario VARCHAR, value DOUBLE, description_fr VARCHAR, description_en VARCHAR);
CREATE TABLE told_totals (
  indicator_id VARCHAR, as_of DATE, counted BIGINT, not_counted BIGINT, left_out BIGINT, in_doubt BIGINT);
CREATE TABLE told_kinds (export VARCHAR, kind_fr VARCHAR, kind_en VARCHAR);
CREATE TABLE told_sources (
  indicator_id VARCHAR, as_of DATE, export VARCHAR, kind_fr VARCHAR, kind_en VARCHAR, extraction_date DATE, age_days BIGINT,
  rows_read BIGINT, rows_set_aside BIGINT);
CREATE TABLE told_decisions (type VARCHAR, as_of DATE, signed_on DATE, until DATE, why VARCHAR);

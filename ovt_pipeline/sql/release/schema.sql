-- What is in a release? The public contract of docs and reports: a change here is a new contract version. Run on a copy of the
-- release before, it leaves the tables and makes the views anew: DuckDB does not say their text as it was written.
CREATE TABLE IF NOT EXISTS indicator_results (
  plan_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL,
  region_code VARCHAR NOT NULL, region_name VARCHAR NOT NULL,
  fiscal_year VARCHAR NOT NULL, unit VARCHAR NOT NULL,
  numerator BIGINT NOT NULL, denominator BIGINT,
  value DOUBLE, value_low DOUBLE, value_high DOUBLE,
  display_value VARCHAR NOT NULL,
  baseline_value DOUBLE, is_preliminary BOOLEAN NOT NULL, is_synthetic BOOLEAN NOT NULL,
  oldest_source_date DATE NOT NULL, rule_version VARCHAR NOT NULL, inputs_digest VARCHAR NOT NULL,
  known_at TIMESTAMP NOT NULL, release_id VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS evidence_periods (
  indicator_id VARCHAR NOT NULL, entity_id VARCHAR NOT NULL, first_as_of DATE NOT NULL, last_as_of DATE NOT NULL,
  region_code VARCHAR, in_denominator BOOLEAN NOT NULL, in_numerator BOOLEAN NOT NULL,
  reason_code VARCHAR NOT NULL, doubt VARCHAR, fact_date DATE, last_delivery_id VARCHAR);
CREATE TABLE IF NOT EXISTS evidence_rows (
  indicator_id VARCHAR NOT NULL, export VARCHAR NOT NULL, entity_id VARCHAR NOT NULL,
  first_as_of DATE NOT NULL, last_as_of DATE NOT NULL, sheet VARCHAR, row_number BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS published (indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL);
CREATE TABLE IF NOT EXISTS figure_sources (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, export VARCHAR NOT NULL, delivery_id VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS indicator_sensitivity (
  plan_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, scenario VARCHAR NOT NULL,
  region_code VARCHAR NOT NULL, numerator BIGINT NOT NULL, denominator BIGINT, value DOUBLE,
  description_fr VARCHAR NOT NULL, description_en VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS reconciliation_periods (
  indicator_id VARCHAR NOT NULL, finding VARCHAR NOT NULL, first_as_of DATE NOT NULL, last_as_of DATE NOT NULL,
  region_code VARCHAR, id_lien_ritm VARCHAR NOT NULL, id_lien_rgt VARCHAR, since_day DATE, ritm_value VARCHAR, rgt_value VARCHAR,
  ritm_last_delivery_id VARCHAR, ritm_sheet VARCHAR, ritm_row_number BIGINT,
  rgt_last_delivery_id VARCHAR, rgt_sheet VARCHAR, rgt_row_number BIGINT,
  description_fr VARCHAR NOT NULL, description_en VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS figure_changes (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, compared_with VARCHAR NOT NULL, compared_as_of DATE NOT NULL,
  explained BIGINT NOT NULL, entered_late BIGINT NOT NULL, cleared BIGINT NOT NULL, restored BIGINT NOT NULL,
  unexplained BIGINT NOT NULL, lost BIGINT NOT NULL, numerator_before BIGINT NOT NULL, decision_id VARCHAR);
CREATE TABLE IF NOT EXISTS held_figures (
  indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, reason VARCHAR NOT NULL, PRIMARY KEY (indicator_id, as_of));
CREATE TABLE IF NOT EXISTS indicator_history (
  plan_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, region_code VARCHAR NOT NULL,
  revision_no INTEGER NOT NULL, published_at TIMESTAMP NOT NULL, release_id VARCHAR NOT NULL, known_at TIMESTAMP NOT NULL,
  numerator BIGINT NOT NULL, denominator BIGINT, value DOUBLE, value_low DOUBLE, value_high DOUBLE,
  display_value VARCHAR NOT NULL, is_preliminary BOOLEAN NOT NULL, is_synthetic BOOLEAN NOT NULL,
  rules_change DOUBLE, data_change DOUBLE, rules_changed VARCHAR,
  rule_version VARCHAR NOT NULL, rules VARCHAR NOT NULL, inputs_digest VARCHAR NOT NULL, code_version VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS revision_causes (
  plan_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, as_of DATE NOT NULL, region_code VARCHAR NOT NULL,
  revision_no INTEGER NOT NULL, step INTEGER NOT NULL, cause VARCHAR NOT NULL, delivery_id VARCHAR,
  numerator BIGINT, denominator BIGINT, value DOUBLE, value_low DOUBLE, value_high DOUBLE, change DOUBLE);
CREATE TABLE IF NOT EXISTS plans (
  plan_id VARCHAR PRIMARY KEY, title_fr VARCHAR NOT NULL, title_en VARCHAR NOT NULL, source VARCHAR NOT NULL,
  adopted DATE, announced DATE, valid_to DATE, indicators BIGINT NOT NULL, is_measured BOOLEAN NOT NULL,
  structure_fr VARCHAR NOT NULL, structure_en VARCHAR NOT NULL, follow_up_fr VARCHAR, follow_up_en VARCHAR);
CREATE TABLE IF NOT EXISTS context_figures (
  plan_id VARCHAR NOT NULL, context_id VARCHAR NOT NULL, value BIGINT NOT NULL,
  sentence_fr VARCHAR NOT NULL, sentence_en VARCHAR NOT NULL, source VARCHAR NOT NULL, published VARCHAR NOT NULL, page INTEGER,
  PRIMARY KEY (plan_id, context_id));
CREATE TABLE IF NOT EXISTS plan_statements (
  plan_id VARCHAR NOT NULL, statement_id VARCHAR NOT NULL, objective_fr VARCHAR, objective_en VARCHAR,
  quote_fr VARCHAR NOT NULL, sentence_en VARCHAR NOT NULL, page INTEGER,
  PRIMARY KEY (plan_id, statement_id));
CREATE TABLE IF NOT EXISTS indicator_targets (
  plan_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, due_date DATE NOT NULL, as_of DATE NOT NULL,
  target_value DOUBLE NOT NULL, value DOUBLE, value_at_due DOUBLE, status VARCHAR NOT NULL,
  status_fr VARCHAR NOT NULL, status_en VARCHAR NOT NULL,
  pace_needed DOUBLE, pace_seen DOUBLE, scheduled_value DOUBLE, trend_value DOUBLE, trend_low DOUBLE, trend_high DOUBLE,
  display_differs BOOLEAN NOT NULL, bounds_straddle BOOLEAN NOT NULL,
  is_provisional BOOLEAN NOT NULL, only_by_exits BOOLEAN NOT NULL, is_synthetic BOOLEAN NOT NULL,
  reason_fr VARCHAR NOT NULL, reason_en VARCHAR NOT NULL, trend_reason_fr VARCHAR NOT NULL, trend_reason_en VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS status_events (
  plan_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, due_date DATE NOT NULL, as_of DATE NOT NULL,
  kind VARCHAR NOT NULL, status_before VARCHAR, status_after VARCHAR, release_id VARCHAR NOT NULL,
  sentence_fr VARCHAR NOT NULL, sentence_en VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
  delivery_id VARCHAR PRIMARY KEY, export VARCHAR NOT NULL, extraction_date DATE, received_at TIMESTAMP NOT NULL,
  file_name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, bytes BIGINT NOT NULL,
  rows_read BIGINT, rows_accepted BIGINT, rows_rejected BIGINT, rows_ignored BIGINT,
  verdict VARCHAR NOT NULL, refusal_code VARCHAR, contract_version VARCHAR NOT NULL, is_synthetic BOOLEAN NOT NULL);
CREATE TABLE IF NOT EXISTS quarantine (
  delivery_id VARCHAR NOT NULL, sheet VARCHAR, row_number BIGINT NOT NULL, rule_id VARCHAR NOT NULL, column_name VARCHAR,
  message_fr VARCHAR NOT NULL, message_en VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS quality_results (
  subject VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, severity VARCHAR NOT NULL,
  checked BIGINT NOT NULL, failed BIGINT NOT NULL, success BOOLEAN NOT NULL,
  description_fr VARCHAR NOT NULL, description_en VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS waivers (
  waiver_id VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, delivery_id VARCHAR NOT NULL, signed_by VARCHAR NOT NULL,
  signed_on DATE NOT NULL, until DATE NOT NULL, is_expired BOOLEAN NOT NULL, why VARCHAR NOT NULL,
  PRIMARY KEY (waiver_id, delivery_id));
CREATE TABLE IF NOT EXISTS decisions (
  decision_id VARCHAR NOT NULL, type VARCHAR NOT NULL, subject VARCHAR NOT NULL, rule_id VARCHAR, delivery_id VARCHAR,
  indicator_id VARCHAR, as_of DATE, last_as_of DATE, entity_id VARCHAR, end_kind VARCHAR, end_date DATE,
  signed_by VARCHAR NOT NULL, verified_signer VARCHAR, signed_on DATE NOT NULL, until DATE, why VARCHAR NOT NULL,
  first_published_at TIMESTAMP NOT NULL, PRIMARY KEY (decision_id, subject));
CREATE TABLE IF NOT EXISTS plan (
  plan_id VARCHAR NOT NULL, plan_title_fr VARCHAR NOT NULL, plan_title_en VARCHAR NOT NULL,
  objective_fr VARCHAR, objective_en VARCHAR, action_fr VARCHAR, action_en VARCHAR,
  indicator_id VARCHAR NOT NULL, indicator_name_fr VARCHAR NOT NULL, indicator_name_en VARCHAR NOT NULL, unit VARCHAR NOT NULL,
  point VARCHAR NOT NULL, due_date DATE NOT NULL, value DOUBLE NOT NULL, added DOUBLE,
  quote VARCHAR, page INTEGER, text_quote VARCHAR, text_page INTEGER, is_interpreted BOOLEAN NOT NULL,
  PRIMARY KEY (plan_id, indicator_id, point, due_date));
CREATE TABLE IF NOT EXISTS regions (region_code VARCHAR PRIMARY KEY, name_fr VARCHAR NOT NULL, name_en VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS releases (
  release_id VARCHAR PRIMARY KEY, published_at TIMESTAMP NOT NULL, run_id VARCHAR NOT NULL, code_version VARCHAR NOT NULL,
  contract_versions VARCHAR NOT NULL, plan_version VARCHAR NOT NULL, previous_sha256 VARCHAR, is_synthetic BOOLEAN NOT NULL,
  signatures_required BOOLEAN NOT NULL DEFAULT false, is_official BOOLEAN NOT NULL DEFAULT false);
CREATE TABLE IF NOT EXISTS data_dictionary (
  table_name VARCHAR NOT NULL, column_name VARCHAR NOT NULL, description_fr VARCHAR NOT NULL, description_en VARCHAR NOT NULL,
  PRIMARY KEY (table_name, column_name));
CREATE OR REPLACE VIEW evidence AS  -- joined in this order: DuckDB before 2.0 does not push a date through the join of periods
  SELECT used.indicator_id, used.as_of, stood.entity_id, stood.region_code, stood.in_denominator, stood.in_numerator,
    stood.reason_code, stood.doubt, stood.fact_date,
    coalesce(stood.last_delivery_id, used.delivery_id) AS delivery_id, stood.sheet, stood.row_number
  FROM figure_sources AS used
  JOIN (
    SELECT state.indicator_id, state.entity_id, state.region_code, state.in_denominator, state.in_numerator,
      state.reason_code, state.doubt, state.fact_date, state.last_delivery_id, place.export, place.sheet, place.row_number,
      greatest(state.first_as_of, place.first_as_of) AS first_as_of, least(state.last_as_of, place.last_as_of) AS last_as_of
    FROM evidence_periods AS state
    LEFT JOIN evidence_rows AS place ON place.indicator_id = state.indicator_id AND place.entity_id = state.entity_id
      AND place.first_as_of <= state.last_as_of AND place.last_as_of >= state.first_as_of
  ) AS stood ON stood.indicator_id = used.indicator_id AND stood.export = used.export
    AND used.as_of BETWEEN stood.first_as_of AND stood.last_as_of;
CREATE OR REPLACE VIEW reconciliation AS
  SELECT published.as_of, found.finding, found.region_code, found.id_lien_ritm, found.id_lien_rgt,
    date_diff('day', found.since_day, published.as_of) AS days, found.ritm_value, found.rgt_value,
    CASE WHEN found.ritm_row_number IS NOT NULL THEN coalesce(found.ritm_last_delivery_id, ritm.delivery_id) END
      AS ritm_delivery_id,
    found.ritm_sheet, found.ritm_row_number,
    CASE WHEN found.rgt_row_number IS NOT NULL THEN coalesce(found.rgt_last_delivery_id, rgt.delivery_id) END
      AS rgt_delivery_id,
    found.rgt_sheet, found.rgt_row_number, found.description_fr, found.description_en
  FROM reconciliation_periods AS found
  JOIN published ON published.indicator_id = found.indicator_id AND published.as_of BETWEEN found.first_as_of AND found.last_as_of
  LEFT JOIN figure_sources AS ritm ON ritm.indicator_id = found.indicator_id AND ritm.as_of = published.as_of
    AND ritm.export = 'ritm_liens'
  LEFT JOIN figure_sources AS rgt ON rgt.indicator_id = found.indicator_id AND rgt.as_of = published.as_of
    AND rgt.export = 'rgt_liens';
CREATE OR REPLACE VIEW reconciliation_by_region AS
  SELECT found.as_of, found.finding, regions.region_code, regions.name_fr AS region_name, count(*) AS findings,
    max(days) AS longest_days, count(*) FILTER (days > 90) AS past_90_days
  FROM reconciliation AS found JOIN regions ON regions.region_code IN ('00', found.region_code)
  GROUP BY ALL;
CREATE OR REPLACE VIEW indicator_latest AS
  SELECT * FROM indicator_results
  WHERE as_of = (SELECT max(latest.as_of) FROM indicator_results AS latest
    WHERE latest.plan_id = indicator_results.plan_id AND latest.indicator_id = indicator_results.indicator_id);
CREATE OR REPLACE VIEW plan_report AS
  WITH judged AS (
    SELECT * FROM indicator_targets
    WHERE as_of = (SELECT max(latest.as_of) FROM indicator_targets AS latest
      WHERE latest.plan_id = indicator_targets.plan_id AND latest.indicator_id = indicator_targets.indicator_id)
  ),
  due AS (  -- the targets in force at the latest date; as published where nothing is counted yet
    SELECT plan_id, indicator_id, due_date, target_value, as_of, status, status_fr, status_en, is_provisional, only_by_exits,
      reason_fr, reason_en
    FROM judged
    UNION ALL
    SELECT plan_id, indicator_id, due_date, value AS target_value, NULL AS as_of, NULL AS status, NULL AS status_fr,
      NULL AS status_en, NULL AS is_provisional, NULL AS only_by_exits, NULL AS reason_fr, NULL AS reason_en
    FROM plan ANTI JOIN judged USING (plan_id, indicator_id) WHERE point = 'target'
  )
  SELECT due.plan_id, started.plan_title_fr, started.plan_title_en, started.objective_fr, started.objective_en,
    started.action_fr, started.action_en, due.indicator_id, started.indicator_name_fr, started.indicator_name_en, started.unit,
    started.due_date AS start_date, started.value AS start_value, started.is_interpreted AS start_is_interpreted,
    due.due_date, due.target_value, published.is_interpreted, published.added, published.quote, published.page,
    published.text_quote, published.text_page,
    due.as_of, result.display_value, result.value, result.value_low, result.value_high,
    result.is_preliminary, result.is_synthetic, due.status, due.status_fr, due.status_en, due.is_provisional, due.only_by_exits,
    due.reason_fr AS sentence_fr, due.reason_en AS sentence_en
  FROM due
  JOIN plan AS started ON started.plan_id = due.plan_id AND started.indicator_id = due.indicator_id AND started.point = 'start'
  LEFT JOIN plan AS published ON published.plan_id = due.plan_id AND published.indicator_id = due.indicator_id
    AND published.point = 'target' AND published.due_date = due.due_date
  LEFT JOIN indicator_results AS result ON result.plan_id = due.plan_id AND result.indicator_id = due.indicator_id
    AND result.as_of = due.as_of AND result.region_code = '00';

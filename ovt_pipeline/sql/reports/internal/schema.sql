-- What may a report tell inside beside what every report tells? Entities, files and digests: nothing public is made of them.
CREATE TABLE told_entities (
  indicator_id VARCHAR, as_of DATE, entity_id VARCHAR, region_code VARCHAR, in_denominator BOOLEAN, in_numerator BOOLEAN,
  reason_code VARCHAR, doubt VARCHAR, fact_date DATE, delivery_id VARCHAR, sheet VARCHAR, row_number BIGINT);
CREATE TABLE told_deliveries (
  delivery_id VARCHAR, export VARCHAR, extraction_date DATE, received_at TIMESTAMP, file_name VARCHAR, sha256 VARCHAR,
  rows_read BIGINT, rows_accepted BIGINT, rows_rejected BIGINT, rows_ignored BIGINT);
CREATE TABLE told_signatures (
  decision_id VARCHAR, type VARCHAR, subject VARCHAR, rule_id VARCHAR, delivery_id VARCHAR, indicator_id VARCHAR, as_of DATE,
  entity_id VARCHAR, signed_by VARCHAR, verified_signer VARCHAR, signed_on DATE, until DATE, why VARCHAR);

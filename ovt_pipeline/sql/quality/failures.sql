-- Which rows break which rule? One row a check and a row; expected_not holds the rows that Great Expectations names.
CREATE TABLE failures (check_no INTEGER, severity VARCHAR, row_number BIGINT);
CREATE TABLE expected_not (rule_id VARCHAR, row_number BIGINT);

-- Which rows does Great Expectations name, by the rule that they break?
INSERT INTO expected_not SELECT $rule_id AS rule_id, unnest($rows::BIGINT[]) AS row_number

-- Which blocking checks did the open release fail?
SELECT rule_id FROM quality_results WHERE subject = 'release' AND severity = 'blocking' AND NOT success ORDER BY rule_id

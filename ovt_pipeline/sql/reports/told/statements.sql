-- Which sentences of the plan stand beside its indicators?
INSERT INTO told_statements BY NAME
SELECT * FROM release.plan_statements

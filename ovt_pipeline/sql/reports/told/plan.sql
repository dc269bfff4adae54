-- What does the plan say of each indicator told: its start and its targets, with its words to the letter?
INSERT INTO told_plan BY NAME
SELECT * FROM release.plan

-- How was each target judged at each date told?
INSERT INTO told_targets BY NAME
SELECT * FROM release.indicator_targets SEMI JOIN told_dates USING (as_of)

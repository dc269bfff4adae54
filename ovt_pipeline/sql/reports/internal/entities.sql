-- Which entities are behind each figure at the date asked, why, and in which row of which delivery?
INSERT INTO told_entities BY NAME
SELECT * FROM release.evidence WHERE as_of = $as_of

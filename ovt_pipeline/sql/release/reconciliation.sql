-- Where do the exports behind the figures taken disagree?
INSERT INTO reconciliation BY NAME
SELECT other.* EXCLUDE (indicator_id), said.description_fr, said.description_en
FROM work.reconciliation AS other SEMI JOIN taken USING (indicator_id, as_of)
JOIN said ON said.name = other.finding

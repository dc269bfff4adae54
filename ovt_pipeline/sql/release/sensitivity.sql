-- What would the figures taken be under another rule, and which rule is it?
INSERT INTO indicator_sensitivity BY NAME
SELECT indicator.plan_id, other.*, said.description_fr, said.description_en
FROM work.sensitivity AS other SEMI JOIN taken USING (indicator_id, as_of)
JOIN plan_indicators AS indicator ON indicator.id = other.indicator_id
JOIN said ON said.name = other.scenario

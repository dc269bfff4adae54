-- What does the evidence leave open for each delivery, at the latest date whose figures used it? One row a doubt.
-- An entity counts for the delivery used of its export, also when its own row stands in an earlier one: it vanished, or its
-- row was rejected. A doubt found for one delivery of an indicator is told, met or not, for all of them.
INSERT INTO quality_results BY NAME
WITH last_use AS (
  SELECT indicator_id, export, delivery_id, max(as_of) AS as_of FROM figure_sources GROUP BY indicator_id, export, delivery_id
),
judged AS (
  SELECT last_use.delivery_id, proof.indicator_id, proof.doubt, count(*) AS entities
  FROM last_use
  JOIN evidence_periods AS proof ON proof.indicator_id = last_use.indicator_id
    AND last_use.as_of BETWEEN proof.first_as_of AND proof.last_as_of
  JOIN evidence_rows AS place ON place.indicator_id = proof.indicator_id AND place.entity_id = proof.entity_id
    AND place.export = last_use.export AND last_use.as_of BETWEEN place.first_as_of AND place.last_as_of
  GROUP BY last_use.delivery_id, proof.indicator_id, proof.doubt
),
found AS (
  SELECT DISTINCT indicator_id, doubt AS code FROM judged WHERE doubt IS NOT NULL
),
counted AS (
  SELECT judged.delivery_id, found.code, sum(entities) AS checked,
    coalesce(sum(entities) FILTER (judged.doubt = found.code), 0) AS failed
  FROM judged JOIN found USING (indicator_id)
  GROUP BY judged.delivery_id, found.code
)
SELECT delivery_id AS subject, code AS rule_id, 'doubt' AS severity, checked, failed, failed = 0 AS success,
  coalesce(said.description_fr, code) AS description_fr, coalesce(said.description_en, code) AS description_en
FROM counted LEFT JOIN said ON said.name = counted.code

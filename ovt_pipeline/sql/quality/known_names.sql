-- Which entities of a table are known, by an accepted or a rejected row? rows = its known rows; which = those that count.
CREATE TABLE {made} AS
SELECT DISTINCT {entity} AS entity FROM {rows} WHERE {entity} IS NOT NULL AND {which}

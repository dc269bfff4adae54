-- Which units are on a cycle of successors (each merged into the next, back to the first)?
CREATE VIEW successor_cycle AS
WITH RECURSIVE walk AS (
  SELECT no_unite, no_unite_successeur AS reached FROM kept WHERE no_unite_successeur IS NOT NULL
  UNION
  SELECT walk.no_unite, kept.no_unite_successeur
  FROM walk JOIN kept ON kept.no_unite = walk.reached
  WHERE kept.no_unite_successeur IS NOT NULL
)
SELECT DISTINCT no_unite FROM walk WHERE reached = no_unite;

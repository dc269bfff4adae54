-- Which units are on a cycle of successors (each merged into the next, back to the first)?
CREATE VIEW successor_cycle AS
WITH RECURSIVE merged AS (
  SELECT DISTINCT no_unite__folded, no_unite_successeur__folded FROM kept WHERE no_unite_successeur__folded IS NOT NULL
),
walk AS (  -- a cycle is no longer than the units that name a successor are many
  SELECT no_unite__folded, no_unite_successeur__folded AS reached, 1 AS steps FROM merged
  UNION ALL
  SELECT DISTINCT walk.no_unite__folded, merged.no_unite_successeur__folded, walk.steps + 1 AS steps
  FROM walk JOIN merged ON merged.no_unite__folded = walk.reached
  WHERE walk.reached <> walk.no_unite__folded AND walk.steps < (SELECT count(*) FROM merged)
)
SELECT DISTINCT no_unite__folded FROM walk WHERE reached = no_unite__folded;

-- Which units are on a cycle of successors (each merged into the next, back to the first)?
CREATE VIEW successor_cycle AS
WITH RECURSIVE merged AS (
  SELECT DISTINCT no_unite, no_unite_successeur FROM kept WHERE no_unite_successeur IS NOT NULL
),
walk AS (  -- a cycle is no longer than the units that name a successor are many
  SELECT no_unite, no_unite_successeur AS reached, 1 AS steps FROM merged
  UNION ALL
  SELECT DISTINCT walk.no_unite, merged.no_unite_successeur, walk.steps + 1
  FROM walk JOIN merged ON merged.no_unite = walk.reached
  WHERE walk.reached <> walk.no_unite AND walk.steps < (SELECT count(*) FROM merged)
)
SELECT DISTINCT no_unite FROM walk WHERE reached = no_unite;

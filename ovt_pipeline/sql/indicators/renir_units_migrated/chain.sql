-- Which units does each one reach through its mergers? Followed to the ends; one that comes back leads nowhere.
WITH RECURSIVE chain AS (
  SELECT as_of, entity, entity AS reached, 0 AS chain_at, ' ' || entity || ' ' AS path, false AS is_cycle FROM units
  UNION ALL
  SELECT
    chain.as_of, chain.entity, merged.successor AS reached, greatest(chain.chain_at, merged.end_at) AS chain_at,
    chain.path || merged.successor || ' ' AS path, contains(chain.path, ' ' || merged.successor || ' ') AS is_cycle
  FROM chain JOIN merged ON merged.as_of = chain.as_of AND merged.entity = chain.reached
  WHERE NOT chain.is_cycle
)
SELECT * FROM chain

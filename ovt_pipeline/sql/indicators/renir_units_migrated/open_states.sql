-- In which states may each unit be, were it in the cohort, and from which doubt on? Its successor's, once it is merged.
--
-- D-SUCCESSOR: a successor that no lot accepted, or that leads into a cycle.
SELECT
  chain.as_of, chain.entity,
  min(greatest(chain_at, CASE WHEN is_lost THEN 0 ELSE least(own_not_at, any_at, end_unread_at, never_counted_at) END))
    AS not_counted_at,
  min(greatest(chain_at, CASE WHEN is_lost THEN 99 ELSE least(closed_at, any_at) END)) AS out_at,
  min(greatest(chain_at, CASE WHEN is_lost THEN 8 ELSE least(own_migrated_at, any_at, end_unread_at) END)) AS counted_at
FROM (
  SELECT chain.*, units.* EXCLUDE (as_of, entity), is_cycle OR units.entity IS NULL AS is_lost
  FROM chain
  LEFT JOIN units ON units.as_of = chain.as_of AND units.entity = chain.reached
) AS chain
GROUP BY chain.as_of, chain.entity

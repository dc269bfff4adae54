-- What holds of each unit without any doubt, through its mergers, for its reason and its fact_date?
WITH row_of AS (  -- what the row that it was judged by says of it, for the reasons
  SELECT as_of, entity, max(has_voice::INTEGER) = 1 AS has_voice, min(returned_at) = 0 AS is_returned,
    min(end_at) = 0 AND max(successor) IS NOT NULL AS is_merged, max(date_migration) AS date_migration,
    max(date_retour) AS date_retour, max(date_fermeture) AS date_fermeture
  FROM own WHERE origin NOT IN ('rejected', 'vanished') GROUP BY as_of, entity
)
SELECT
  chain.as_of, chain.entity, bool_or(row_of.is_returned) FILTER (NOT row_of.is_merged) AS is_returned,
  bool_or(row_of.has_voice) FILTER (NOT row_of.is_merged) AS has_voice,
  max(row_of.date_fermeture) FILTER (row_of.is_merged) AS merged_on,
  max(row_of.date_migration) FILTER (NOT row_of.is_merged) AS migrated_on,
  max(row_of.date_retour) FILTER (NOT row_of.is_merged AND row_of.is_returned AND row_of.has_voice) AS returned_on,
  max(row_of.date_fermeture) FILTER (NOT row_of.is_merged) AS closed_on
FROM chain LEFT JOIN row_of ON row_of.as_of = chain.as_of AND row_of.entity = chain.reached
WHERE chain_at = 0
GROUP BY chain.as_of, chain.entity

-- Was each RITM link replaced when its own delivery was extracted? For what that delivery claims.
SELECT
  as_of, ritm, CASE WHEN bool_or(binds) THEN bool_and(runs) FILTER (binds) ELSE bool_or(runs) END AS was_replaced
FROM (
  SELECT
    links.as_of, links.entity AS ritm, coalesce(pairs.obligatoire, true) AS binds,
    rgt.origin <> 'vanished' AND coalesce(rgt.date_bascule <= least(links.extraction_date, rgt.extraction_date), false)
    AND NOT coalesce(rgt.date_fin <= least(links.extraction_date, rgt.extraction_date), false) AS runs
  FROM (SELECT DISTINCT as_of, entity, extraction_date FROM readings WHERE kind = 'u') AS links
  JOIN pairs ON pairs.as_of = links.as_of AND pairs.ritm = links.entity AND pairs.there_at = 0
  LEFT JOIN rgt_rows AS rgt ON rgt.as_of = pairs.as_of AND rgt.rgt = pairs.rgt AND NOT rgt.is_rejected_row
  WHERE NOT coalesce(rgt.is_cancelled, false)
) AS pairs_then
GROUP BY as_of, ritm

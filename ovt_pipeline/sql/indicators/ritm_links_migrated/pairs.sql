-- Which pairs has each RITM link?
--
-- there_at and lacking_at: from which doubt on (relations/base.sql) is it there, or not?
WITH earlier AS (  -- every pair of an earlier lot, with the last lot that had one of the link
  SELECT used.as_of, pairs.id_lien_ritm__folded AS ritm, pairs.id_lien_rgt__folded AS rgt, pairs.obligatoire, pairs.doubted,
    pairs.lot_order,
    max(pairs.lot_order) OVER (PARTITION BY used.as_of, pairs.id_lien_ritm__folded) AS last_order
  FROM lots_used AS used
  JOIN rgt_liens__correspondance AS pairs ON used.export = 'rgt_liens' AND pairs.lot_order < used.lot_order
)
SELECT
  as_of, id_lien_ritm__folded AS ritm, id_lien_rgt__folded AS rgt, false AS rgt_unread, false AS is_rejected,
  coalesce(doubted, false) AS doubted, obligatoire, 0 AS there_at, 99 AS lacking_at, false AS obligatoire_unread
FROM rgt_liens__correspondance__used
UNION ALL
SELECT as_of, ritm, rgt, false AS rgt_unread, false AS is_rejected, doubted, obligatoire, 9 AS there_at,
  0 AS lacking_at, false AS obligatoire_unread
FROM gone_pairs
UNION ALL
SELECT  -- of an ended link that today's sheet does not name: the last sheet that did
  earlier.as_of, earlier.ritm, earlier.rgt, false AS rgt_unread, false AS is_rejected,
  coalesce(earlier.doubted, false) AS doubted, earlier.obligatoire, 0 AS there_at, 99 AS lacking_at, false AS obligatoire_unread
FROM earlier
SEMI JOIN ended_links AS ended ON ended.as_of = earlier.as_of AND ended.ritm = earlier.ritm
ANTI JOIN named_links AS named ON named.as_of = earlier.as_of AND named.ritm = earlier.ritm
WHERE earlier.lot_order = earlier.last_order
UNION ALL
SELECT as_of, ritm, rgt, rgt_unread, true AS is_rejected, false AS doubted, obligatoire, 7 AS there_at, 99 AS lacking_at,
  obligatoire_unread
FROM rejected_pairs WHERE ritm IS NOT NULL

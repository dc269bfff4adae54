-- Is each RITM link replaced by RGT links in production, from which doubt on, and since when?
--
-- Every obligatoire pair in production; if none is obligatoire, one in production is enough. today_: with what was rejected today.
WITH with_or_without AS (  -- without what was rejected today, and with it
  SELECT false AS with_rejected, as_of, ritm, rgt, there_at, lacking_at, binding_at, optional_at, runs_at, idle_at, absent_at
  FROM pair_states WHERE NOT is_rejected
  UNION ALL
  SELECT
    true AS with_rejected, as_of, ritm, rgt, there_at, lacking_at, binding_at, optional_at,
    CASE WHEN rgt_is_rejected THEN today_runs_at ELSE runs_at END AS runs_at,
    CASE WHEN rgt_is_rejected THEN today_idle_at ELSE idle_at END AS idle_at,
    CASE WHEN rgt_is_rejected THEN today_absent_at ELSE absent_at END AS absent_at
  FROM pair_states
),
pair_modes AS (  -- a repeated pair: each of its rows may be the one
  SELECT
    with_rejected, as_of, ritm, rgt, min(greatest(there_at, binding_at, runs_at)) AS binding_runs_at,
    min(greatest(there_at, binding_at, idle_at)) AS binding_idle_at,
    min(greatest(there_at, optional_at, runs_at)) AS optional_runs_at,
    min(greatest(there_at, optional_at, idle_at)) AS optional_idle_at,
    min(least(lacking_at, greatest(there_at, absent_at))) AS absent_at
  FROM with_or_without GROUP BY with_rejected, as_of, ritm, rgt
),
sides AS (  -- every obligatoire pair in production; if none is obligatoire, one in production is enough
  SELECT
    with_rejected, as_of, ritm,
    greatest(max(least(binding_runs_at, optional_runs_at, optional_idle_at, absent_at)),
      min(least(binding_runs_at, optional_runs_at))) AS replaced_at,
    least(min(binding_idle_at), max(least(binding_idle_at, optional_idle_at, absent_at))) AS not_replaced_at
  FROM pair_modes GROUP BY with_rejected, as_of, ritm
),
doubted AS (  -- D-CONTRACT: is any pair that it may have, or an RGT link that one names, doubted by the contract?
  SELECT as_of, ritm, bool_or(doubted OR rgt_doubted) AS doubted FROM pair_states GROUP BY as_of, ritm
),
since AS (  -- since when, without any doubt?
  SELECT
    as_of, ritm,
    max(date_bascule) FILTER (binding_at = 0 AND absent_at > 0) AS binding_since,
    min(date_bascule) FILTER (runs_at = 0 AND absent_at > 0) AS running_since,
    CASE
      WHEN bool_or(binding_at = 0 AND absent_at > 0) THEN max(date_fin) FILTER (binding_at = 0 AND idle_at = 0 AND absent_at > 0)
      ELSE max(date_fin) FILTER (idle_at = 0 AND absent_at > 0)
    END AS ended_on
  FROM pair_states WHERE NOT is_rejected AND there_at = 0 GROUP BY as_of, ritm
),
both_sides AS (
  SELECT
    links.as_of, links.ritm, coalesce(base.replaced_at, 99) AS replaced_at, coalesce(base.not_replaced_at, 0) AS not_replaced_at,
    coalesce(today.replaced_at, 99) AS today_replaced_at, coalesce(today.not_replaced_at, 0) AS today_not_replaced_at,
    coalesce(doubted.doubted, false) AS doubted, facts.binding_since, facts.running_since, facts.ended_on
  FROM (SELECT DISTINCT as_of, ritm FROM links) AS links
  LEFT JOIN sides AS base ON base.as_of = links.as_of AND base.ritm = links.ritm AND NOT base.with_rejected
  LEFT JOIN sides AS today ON today.as_of = links.as_of AND today.ritm = links.ritm AND today.with_rejected
  LEFT JOIN since AS facts ON facts.as_of = links.as_of AND facts.ritm = links.ritm
  LEFT JOIN doubted ON doubted.as_of = links.as_of AND doubted.ritm = links.ritm
)
SELECT  -- differs_at: from which doubt on does what was rejected today change something, that of vanished pairs (9) included?
  *,
  CASE
    WHEN (replaced_at < 9) <> (today_replaced_at < 9) OR (not_replaced_at < 9) <> (today_not_replaced_at < 9) THEN 7
    WHEN (replaced_at < 99) <> (today_replaced_at < 99) OR (not_replaced_at < 99) <> (today_not_replaced_at < 99) THEN 9
    ELSE 99
  END AS differs_at
FROM both_sides

-- Is every key of a table that grows with the dates there once, and does no period of an entity overlap another one?
WITH keys AS (
  SELECT count(*) AS times FROM indicator_results GROUP BY plan_id, indicator_id, as_of, region_code
  UNION ALL
  SELECT count(*) AS times FROM indicator_sensitivity GROUP BY plan_id, indicator_id, as_of, scenario, region_code
  UNION ALL
  SELECT count(*) AS times FROM figure_changes GROUP BY indicator_id, as_of, compared_with
  UNION ALL
  SELECT count(*) AS times FROM indicator_history GROUP BY plan_id, indicator_id, as_of, region_code, revision_no
  UNION ALL
  SELECT count(*) AS times FROM revision_causes GROUP BY plan_id, indicator_id, as_of, region_code, revision_no, step
  UNION ALL
  SELECT count(*) AS times FROM indicator_targets GROUP BY plan_id, indicator_id, due_date, as_of
  UNION ALL
  SELECT count(*) AS times FROM status_events GROUP BY plan_id, indicator_id, due_date, as_of, kind, release_id
  UNION ALL
  SELECT count(*) AS times FROM figure_sources GROUP BY indicator_id, as_of, export
  UNION ALL
  SELECT count(*) AS times FROM quality_results GROUP BY subject, rule_id
  UNION ALL
  SELECT count(*) AS times FROM published GROUP BY indicator_id, as_of
),
periods AS (
  SELECT first_as_of, lag(last_as_of) OVER (PARTITION BY indicator_id, entity_id ORDER BY first_as_of) AS last_before
  FROM evidence_periods
  UNION ALL
  SELECT first_as_of, lag(last_as_of) OVER (PARTITION BY indicator_id, entity_id ORDER BY first_as_of) AS last_before
  FROM evidence_rows
)
SELECT count(*) + (SELECT count(*) FROM periods) AS checked,
  count(*) FILTER (times > 1) + (SELECT count(*) FROM periods WHERE last_before >= first_as_of) AS failed
FROM keys

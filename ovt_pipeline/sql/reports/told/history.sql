-- Which versions has each figure of the whole had at the dates told, and did rules or data make it change?
INSERT INTO told_history
SELECT
  indicator_id, as_of, revision_no, published_at, value, value_low, value_high, display_value,
  CASE
    WHEN revision_no = 0 THEN 'first'
    WHEN coalesce(rules_change, 0) <> 0 AND coalesce(data_change, 0) <> 0 THEN 'both'
    WHEN coalesce(rules_change, 0) <> 0 THEN 'rules'
    ELSE 'data'
  END AS cause
FROM release.indicator_history SEMI JOIN told_dates USING (as_of)
WHERE region_code = '00'

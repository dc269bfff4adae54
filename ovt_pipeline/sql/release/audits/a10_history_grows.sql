-- Does the history still hold, unchanged, every row that it held in the previous release?
SELECT (SELECT count(*) FROM indicator_history) AS checked,
  (SELECT count(*) FROM (FROM previous_indicator_history EXCEPT FROM indicator_history)) AS failed

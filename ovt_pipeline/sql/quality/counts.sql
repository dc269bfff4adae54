-- How many rows of a table are accepted, rejected, and dropped as exact duplicates?
SELECT (SELECT count(*) FROM accepted) AS accepted, (SELECT count(*) FROM rejected) AS rejected,
  (SELECT count(*) FROM again WHERE is_duplicate) AS duplicates

-- How many rows of another export name entities of a table, and how many of them does a lot already explain?
SELECT coalesce(sum(row_count), 0)::BIGINT AS row_count,
  coalesce(sum(row_count) FILTER (is_explained), 0)::BIGINT AS explained
FROM named

-- Which letters of indicators.md does each row that a measure judged bring: n and d of the value, b and c of its doubts, r, k?
--
-- worst and best are the least and the greatest of the states that the row may have. b is what the best adds to n, c what it
-- takes from d: -1 when it may enter the population, migrated. A row beside the entities has its letter only.
WITH states (state, n, d) AS (
  VALUES ('not_migrated', 0, 1), ('out', 0, 0), ('migrated', 1, 1), ('not_counted', 0, 0), ('counted', 1, 0)
)
SELECT
  judged.*, worst_state.n, worst_state.d, best_state.n - worst_state.n AS b, worst_state.d - best_state.d AS c,
  coalesce(judged.beside::VARCHAR = 'one_entity', false)::INTEGER AS r, coalesce(judged.beside::VARCHAR = 'any_entity', false)::INTEGER AS k
FROM judged
LEFT JOIN states AS worst_state ON worst_state.state = judged.worst
LEFT JOIN states AS best_state ON best_state.state = judged.best

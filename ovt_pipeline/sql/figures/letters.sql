-- Which letters of indicators.md does each row that a measure judged bring: n and d of the value, b and c of its doubts, r, k?
--
-- worst and best are the least and the greatest of the states that the row may have. b is what the best adds to n, c what it
-- takes from d: -1 when it may enter the population, counted. A row beside the entities has its letter only.
SELECT
  judged.*, worst_state.n, CASE WHEN $is_rate THEN worst_state.d ELSE 0 END AS d,
  best_state.n - worst_state.n AS b, CASE WHEN $is_rate THEN worst_state.d - best_state.d ELSE 0 END AS c,
  coalesce(judged.beside::VARCHAR = 'one_entity', false)::INTEGER AS r,
  coalesce(judged.beside::VARCHAR = 'any_entity', false)::INTEGER AS k
FROM judged
LEFT JOIN states AS worst_state ON worst_state.state = judged.worst
LEFT JOIN states AS best_state ON best_state.state = judged.best

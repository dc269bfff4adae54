-- Into which successor may each unit have been merged, and from which doubt on? From its end on, its state is its successor's.
SELECT as_of, entity, successor, min(greatest(at_least, end_at)) AS end_at
FROM own
WHERE successor IS NOT NULL AND NOT successor_unread AND greatest(at_least, end_at) < 99
GROUP BY as_of, entity, successor

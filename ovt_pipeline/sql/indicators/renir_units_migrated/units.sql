-- What may each unit be by itself: not migrated, migrated, closed, and from which doubt on?
--
-- Of an end to a successor that cannot be read, any state.
SELECT
  as_of, entity,
  min(greatest(at_least, no_end_at, not_migrated_at)) AS own_not_at,
  min(greatest(at_least, no_end_at, migrated_at)) AS own_migrated_at,
  min(CASE WHEN successor IS NULL OR successor_unread THEN greatest(at_least, end_at) ELSE 99 END) AS closed_at,
  min(CASE WHEN successor_unread THEN greatest(at_least, end_at) ELSE 99 END) AS end_unread_at, min(any_at) AS any_at,
  min(never_counted_at) AS never_counted_at, min(least(not_migrated_at, any_at)) AS unmerged_not_at
FROM own GROUP BY as_of, entity

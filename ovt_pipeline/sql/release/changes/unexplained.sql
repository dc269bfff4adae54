-- Which entities changed without a fact between a figure and what it is compared with? Those that are no longer counted first.
SELECT entity_id FROM classified
WHERE kind = 'unexplained' AND indicator_id = $id AND as_of = $day AND compared_with = $kind
ORDER BY is_lost DESC, entity_id ASC

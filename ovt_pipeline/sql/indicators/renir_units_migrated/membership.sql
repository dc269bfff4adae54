-- Is each unit in the cohort, and from which doubt on is it, or not?
--
-- D-COHORT: its last row contradicts the cohort, unless it stands in the lot that says it; a blank says nothing.
WITH today AS (
  SELECT
    rows.as_of, rows.entity, bool_or(coalesce(unite_existante, false) OR existing_unread) AS may_say_yes,
    bool_or(cohort_says.delivery_id IS NULL AND (coalesce(unite_existante, false) OR existing_unread)) AS may_add,
    bool_or(cohort_says.delivery_id IS NULL AND (NOT coalesce(unite_existante, true) OR existing_unread)) AS may_remove
  FROM readings AS rows
  LEFT JOIN reference_lots AS cohort_says ON cohort_says.name = 'renir_population' AND cohort_says.delivery_id = rows.delivery_id
  GROUP BY rows.as_of, rows.entity
)
SELECT
  today.as_of, today.entity,
  CASE WHEN coalesce(is_member, false) THEN 0 WHEN coalesce(may_be_member, false) OR may_add THEN 10 ELSE 99 END AS member_at,
  CASE WHEN NOT coalesce(is_member, false) THEN 0 WHEN may_remove THEN 10 ELSE 99 END AS stranger_at,
  may_say_yes, may_add
FROM today LEFT JOIN cohort USING (entity)

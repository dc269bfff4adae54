-- Which units existed on the reference date, as the cohort lot says, and were not closed by then?
--
-- is_member: each reading of its row there says so; may_be_member: one does. What a rejected row does not say, the oldest lot that
-- accepted the unit does; where that one is blank, it may be.
WITH reference AS (
  SELECT reference.day, lots.* FROM reference_dates AS reference
  JOIN reference_lots AS lots ON lots.name = reference.name AND lots.export = 'renir_unites'
  WHERE reference.name = 'renir_population'
),
oldest AS (  -- the first row that a lot accepted: for what cannot be read in the cohort lot
  SELECT * FROM renir_unites__unites QUALIFY row_number() OVER (PARTITION BY no_unite__folded ORDER BY lot_order) = 1
),
in_cohort_lot AS (  -- is it there? true, false, or NULL when only a blank says so elsewhere; closed by then it is not
  SELECT
    no_unite__folded AS entity, coalesce(unite_existante, false) AS is_existing, date_fermeture,
    no_unite_successeur__folded AS successor, statut, rows.extraction_date, reference.day
  FROM reference JOIN renir_unites__unites AS rows USING (delivery_id)
  UNION ALL
  SELECT
    rows.no_unite__folded AS entity,
    CASE WHEN unite_existante__defect IS NULL THEN coalesce(rows.unite_existante, false) ELSE oldest.unite_existante END
      AS is_existing,
    CASE WHEN date_fermeture__defect IS NULL THEN rows.date_fermeture ELSE oldest.date_fermeture END AS date_fermeture,
    CASE
      WHEN no_unite_successeur__defect IS NULL AND coalesce(rows.statut <> 'Fusionnée', true) THEN rows.no_unite_successeur__folded
      ELSE coalesce(rows.no_unite_successeur__folded, oldest.no_unite_successeur__folded)
    END AS successor,
    CASE WHEN statut__defect IS NULL THEN rows.statut ELSE oldest.statut END AS statut, rows.extraction_date, reference.day
  FROM reference JOIN renir_unites__unites__rejected AS rows USING (delivery_id)
  JOIN oldest ON oldest.no_unite__folded = rows.no_unite__folded
)
SELECT
  entity, bool_and(coalesce(is_existing, false) AND NOT is_closed) AS is_member,
  bool_or(coalesce(is_existing, true) AND NOT is_closed) AS may_be_member
FROM (
  SELECT
    *, coalesce(successor IS NULL AND date_fermeture <= least(day, extraction_date)
      AND coalesce(statut = 'Fermée', true), false) AS is_closed
  FROM in_cohort_lot
) AS judged
GROUP BY entity

-- Which RITM links were in service on the reference date, as the cohort lot says?
--
-- is_member: each reading of its row there says so; may_be_member: one does. What a rejected row does not say, the oldest lot that
-- accepted the link does.
WITH reference AS (
  SELECT reference.day, lots.* FROM reference_dates AS reference
  JOIN reference_lots AS lots ON lots.name = reference.name AND lots.export = 'ritm_liens'
  WHERE reference.name = 'ritm_population'
),
oldest AS (
  SELECT * FROM ritm_liens__liens QUALIFY row_number() OVER (PARTITION BY id_lien_ritm__folded ORDER BY lot_order) = 1
),
in_cohort_lot AS (
  SELECT
    id_lien_ritm__folded AS entity, date_mise_en_service, statut, date_debranchement, motif_fin, rows.extraction_date, reference.day
  FROM reference JOIN ritm_liens__liens AS rows USING (delivery_id)
  UNION ALL
  SELECT
    rows.id_lien_ritm__folded AS entity,
    coalesce(rows.date_mise_en_service, oldest.date_mise_en_service) AS date_mise_en_service,
    CASE WHEN statut__defect IS NULL THEN rows.statut ELSE oldest.statut END AS statut,
    CASE WHEN date_debranchement__defect IS NULL THEN rows.date_debranchement ELSE oldest.date_debranchement END
      AS date_debranchement,
    CASE WHEN motif_fin__defect IS NULL THEN rows.motif_fin ELSE oldest.motif_fin END AS motif_fin,
    rows.extraction_date, reference.day
  FROM reference JOIN ritm_liens__liens__rejected AS rows USING (delivery_id)
  JOIN oldest ON oldest.id_lien_ritm__folded = rows.id_lien_ritm__folded
)
SELECT entity, bool_and(is_member) AS is_member, bool_or(is_member) AS may_be_member
FROM (
  SELECT
    entity, coalesce(date_mise_en_service <= day, false) AND coalesce(statut <> 'Annulé', true)
    AND NOT coalesce(date_debranchement <= least(day, extraction_date) AND motif_fin <> 'Migration RGT'
      AND coalesce(statut = 'Débranché', true), false) AS is_member
  FROM in_cohort_lot
) AS judged
GROUP BY entity

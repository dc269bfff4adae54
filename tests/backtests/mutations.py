# ruff: noqa: E501 - a table: one mistake, one line
"""Small mistakes that a hand could make in the SQL of the figures: where, the text, what it becomes, what that means.

Belongs here: one line per mistake. Not here: what must catch it (test_mutations). A text occurs once in its file.
"""

from __future__ import annotations

from typing import NamedTuple


class Mutation(NamedTuple):
    """One mistake in one file of `ovt_pipeline/sql/`."""

    file: str
    text: str
    instead: str
    mistake: str


RENIR, RITM, JOBS = "indicators/renir_units_migrated", "indicators/ritm_links_migrated", "indicators/jobs_regionalised"
SOURCES, LETTERS, SUMS, EVIDENCE, BESIDE = (
    f"figures/{name}" for name in ("sources", "letters", "aggregate", "evidence", "sensitivity")
)
BASE, USED, ENTITIES, REJECTIONS, PLACES = (
    f"relations/{name}" for name in ("base", "used", "entities", "rejections", "places")
)
FINDINGS = "reconciliation/ritm_links_migrated"

UNITS = [
    Mutation(RENIR, "service IN ('VOIX', 'VOIX+DONNÉES')", "service IN ('VOIX')", "VOIX+DONNÉES forgotten"),
]  # fmt: skip

LINKS: list[Mutation] = [
]  # fmt: skip

ROSTER = [
    Mutation(JOBS, "ORDER BY length(rule.territory) DESC", "ORDER BY length(rule.territory)", "the least precise rule decides"),
    Mutation(JOBS, "WHEN type_mouvement = 'Abolition' THEN 'ABOLISHED'", "WHEN false THEN 'ABOLISHED'", "a reason that is never given"),
]  # fmt: skip

RELATIONS = [
    Mutation(USED, "USING (delivery_id)", "ON rows.lot_order <= used.lot_order AND rows.delivery_id LIKE used.export || '/%'", "rows of earlier lots are still there"),
    Mutation(ENTITIES, "followed.next_lot_order > used.lot_order", "followed.next_lot_order >= used.lot_order", "an entity also is what it was"),
    Mutation(ENTITIES, "followed.lot_order <= used.lot_order", "followed.lot_order < used.lot_order", "what the lot used reports is not there"),
    Mutation(ENTITIES, "followed.lot_order <= used.lot_order", "true", "an entity is what it will be"),
    Mutation(ENTITIES, "RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING", "RANGE BETWEEN 2 FOLLOWING AND UNBOUNDED FOLLOWING", "the lot after the next one"),
    Mutation(ENTITIES, "PARTITION BY {entity} ORDER BY lot_order", "ORDER BY lot_order", "seen again when any entity is"),
    Mutation(ENTITIES, "rejected.as_of = used.as_of AND ", "", "rejected at another date"),
    Mutation(ENTITIES, "ELSE 'vanished' END", "ELSE 'reported' END", "a vanished entity is as reported"),
    Mutation(REJECTIONS, "rows.lot_order = used.lot_order AS", "true AS", "a row rejected in an earlier lot still is"),
    Mutation(REJECTIONS, "first_seen.first_lot_order <= used.lot_order", "first_seen.first_lot_order IS NOT NULL", "a later lot makes it known"),
    Mutation(REJECTIONS, "coalesce(first_seen.first_lot_order <= used.lot_order, false)", "false", "a known entity is new"),
    Mutation(REJECTIONS, "min(lot_order)", "max(lot_order)", "known from its last lot on"),
]  # fmt: skip

FIGURES = [
    Mutation(BASE, "('out', 0, 0)", "('out', 0, 1)", "what is out is in the population"),
    Mutation(BASE, "('counted', 1, 1)", "('counted', 0, 1)", "what counts does not count"),
    Mutation(SUMS, "CASE WHEN $is_rate THEN d END AS denominator", "d AS denominator", "a count has a denominator"),
    Mutation(EVIDENCE, "d = 1 AS in_denominator", "d - c = 1 AS in_denominator", "the denominator of the high"),
    Mutation(EVIDENCE, "n = 1 AS in_numerator", "n + b = 1 AS in_numerator", "the numerator of the high"),
    Mutation(SOURCES, "used.extraction_date < used.as_of", "used.extraction_date <= used.as_of", "<= for <: always preliminary"),
    Mutation(SOURCES, "min(used.extraction_date)", "max(used.extraction_date)", "the youngest source"),
    Mutation(SOURCES, " WHERE role IS DISTINCT FROM 'places'\n", "\n", "the list of municipalities ages a figure"),
    Mutation(SOURCES, "WHERE NOT EXISTS (SELECT 1 FROM needed WHERE export NOT IN (SELECT export FROM accepted_lots))\n", "", "a figure without an export"),
    Mutation(BESIDE, "sum(states.n) AS n", "sum(judged.worst = 'migrated') AS n", "the numerator of the figure"),
    Mutation(BESIDE, "sum(states.d) AS d", "sum(judged.worst <> 'out') AS d", "the denominator of the figure"),
    Mutation(BESIDE, "100.0::DOUBLE * sum(n) / nullif(sum(d), 0)", "100.0::DOUBLE * sum(n) / nullif(sum(d) + 1, 0)", "divided by another denominator"),
    Mutation(BESIDE, "(regions.region_code = '00' OR of_region.region_code", "(regions.region_code <> '00' OR of_region.region_code", "every region is Québec"),
    Mutation(BESIDE, "SEMI JOIN sources USING (as_of)\n", "", "a scenario without a figure"),
]  # fmt: skip

RECONCILIATION = [
    Mutation(FINDINGS, "date_bascule <= least(as_of, extraction_date)", "date_bascule <= as_of", "a planned cut-over runs"),
    Mutation(FINDINGS, "NOT coalesce(date_fin <= as_of, false)", "NOT coalesce(date_fin < as_of, false)", "< for <="),
    Mutation(FINDINGS, "statut NOT IN ('Annulé', 'Livré', 'En essai')", "statut NOT IN ('Annulé', 'En essai')", "delivered runs"),
    Mutation(FINDINGS, "UNION ALL SELECT id_lien_rgt, lot_order FROM rgt_liens__liens__rejected", "", "a rejected RGT link is unknown"),
    Mutation(FINDINGS, "first_seen.first_lot > pairs.lot_order", "first_seen.first_lot >= pairs.lot_order", ">= for >"),
    Mutation(FINDINGS, "coalesce(first_seen.first_lot > pairs.lot_order, true)", "coalesce(first_seen.first_lot IS NULL, true)", "a later lot makes it known"),
    Mutation(FINDINGS, "entities.entity_id = ritm.id_lien_ritm AND entities.n = 0", "entities.entity_id = ritm.id_lien_ritm", "said migrated, and it is"),
    Mutation(FINDINGS, "ritm.date_debranchement <= least(ritm.as_of, ritm.extraction_date)", "ritm.date_debranchement <= ritm.as_of", "a planned disconnection claims"),
    Mutation(FINDINGS, "ritm.statut NOT IN ('Débranché', 'Annulé')", "ritm.statut NOT IN ('Annulé')", "disconnected is active"),
    Mutation(FINDINGS, "coalesce(ritm.date_debranchement > pairs.as_of, true)", "ritm.date_debranchement IS NULL", "a planned disconnection is one"),
    Mutation(FINDINGS, "date_diff('day', date_bascule, as_of)", "date_diff('day', date_bascule, as_of) + 1", "a day too many"),
    Mutation(FINDINGS, "WHERE ritm_row_number IS NOT NULL AND is_ritm_active AND in_production", "WHERE ritm_row_number IS NOT NULL AND in_production", "AND is_ritm_active dropped"),
    Mutation(FINDINGS, "  ANTI JOIN entities ON entities.as_of = compared.as_of AND entities.entity_id = compared.id_lien_ritm\n", "", "ANTI JOIN dropped: every RITM link is unknown"),
    Mutation(FINDINGS, "FROM compared WHERE ritm_region <> rgt_region", "FROM compared WHERE ritm_region = rgt_region", "= for <>"),
    Mutation(FINDINGS, "upper(trim(ritm_organism)) <> upper(trim(rgt_organism))", "ritm_organism <> rgt_organism", "written otherwise is another"),
    Mutation(FINDINGS, "coalesce(ritm.code_region, rgt.code_region) AS region_code", "ritm.code_region AS region_code", "no region for an unknown RITM link"),
]  # fmt: skip

MUTATIONS = [*UNITS, *LINKS, *ROSTER, *RELATIONS, *FIGURES, *RECONCILIATION]

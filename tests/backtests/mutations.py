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
    Mutation(RENIR, "coalesce(date_fermeture <= extraction_date, false) AS closing_is_fact", "coalesce(date_fermeture < extraction_date, false) AS closing_is_fact", "< for <="),
    Mutation(RENIR, "coalesce(date_fermeture <= as_of, false)", "coalesce(date_fermeture <= extraction_date, false)", "extraction_date for as_of: no closing in doubt"),
    Mutation(RENIR, "date_retour BETWEEN date_migration AND extraction_date", "date_retour > date_migration AND date_retour <= extraction_date", "a return on the day of the migration is lost"),
    Mutation(RENIR, "date_retour BETWEEN date_migration AND as_of", "date_retour BETWEEN date_migration AND extraction_date", "extraction_date for as_of: no return in doubt"),
    Mutation(RENIR, "date_retour BETWEEN date_migration AND as_of", "date_retour <= as_of", "a return before the migration counts"),
    Mutation(RENIR, "date_migration IS NULL AND has_voice AS d_undated", "date_migration IS NULL AS d_undated", "D-UNDATED without the voice"),
    Mutation(RENIR, "statut IN ('À migrer', 'Planifiée', 'En migration')", "statut IN ('À migrer', 'En migration')", "Planifiée forgotten"),
    Mutation(RENIR, "AND date_migration <= extraction_date AND NOT return_is_fact)", "AND date_migration <= extraction_date)", "a unit that went back contradicts its statut"),
    Mutation(RENIR, "date_retour >= date_migration AND date_migration <= as_of", "date_retour > date_migration AND date_migration <= as_of", "> for >="),
    Mutation(RENIR, "date_retour >= date_migration AND date_migration <= as_of", "date_retour >= date_migration", "D-STATUS before the migration"),
    Mutation(RENIR, "coalesce(date_migration <= extraction_date, false) AND NOT return_may_have_happened", "coalesce(date_migration <= as_of, false) AND NOT return_may_have_happened", "as_of for extraction_date: a plan is a fact"),
    Mutation(RENIR, "return_may_have_happened AND NOT d_status", "return_may_have_happened", "D-STATUS is not against"),
    Mutation(RENIR, "(d_status OR NOT return_is_fact) THEN 'migrated'", "NOT return_is_fact THEN 'migrated'", "D-STATUS is not for"),
    Mutation(RENIR, "WHEN d_undated THEN 'migrated'", "WHEN d_undated THEN 'not_migrated'", "D-UNDATED is not for"),
    Mutation(RENIR, "WHEN d_closed THEN 'not_migrated'", "WHEN d_closed THEN open_worst", "D-CLOSED keeps its migration"),
    Mutation(RENIR, "WHEN d_closed THEN 'out'", "WHEN d_closed THEN open_best", "D-CLOSED does not leave"),
    Mutation(RENIR, "may_be_closed AND open_worst = 'migrated' THEN 'out'", "may_be_closed AND open_worst = 'not_migrated' THEN 'out'", "greatest for least"),
    Mutation(RENIR, "may_be_closed AND open_best = 'not_migrated' THEN 'out'", "may_be_closed AND open_best = 'migrated' THEN 'out'", "least for greatest"),
    Mutation(RENIR, "no_unite_successeur IS NOT NULL AND closing_is_fact AS is_merged", "no_unite_successeur IS NOT NULL AND statut = 'Fusionnée' AND closing_is_fact AS is_merged", "merged only when the statut says so"),
    Mutation(RENIR, "    AND unit.may_be_merged\n", "    AND unit.is_merged\n", "a merger in doubt is not followed"),
    Mutation(RENIR, "WHERE NOT coalesce(unit.is_merged, false)", "WHERE NOT coalesce(unit.may_be_merged, false)", "a merger in doubt has happened"),
    Mutation(RENIR, "coalesce(unit.own_best, 'migrated')", "coalesce(unit.own_best, 'not_migrated')", "D-SUCCESSOR is not for"),
    Mutation(RENIR, "WHEN bool_or(end_worst = 'not_migrated') THEN 'not_migrated' WHEN bool_or(end_worst = 'out') THEN 'out' ELSE 'migrated'", "WHEN bool_or(end_worst = 'migrated') THEN 'migrated' WHEN bool_or(end_worst = 'out') THEN 'out' ELSE 'not_migrated'", "max for min"),
    Mutation(RENIR, "WHEN bool_or(end_best = 'migrated') THEN 'migrated' WHEN bool_or(end_best = 'out') THEN 'out' ELSE 'not_migrated'", "WHEN bool_or(end_best = 'not_migrated') THEN 'not_migrated' WHEN bool_or(end_best = 'out') THEN 'out' ELSE 'migrated'", "min for max"),
    Mutation(RENIR, "CASE WHEN units.origin = 'rejected' THEN 'migrated' ELSE state_best END", "state_best", "D-REJECTED is its last known state"),
    Mutation(RENIR, "CASE WHEN units.origin = 'reported' THEN state_worst ELSE 'not_migrated' END AS", "state_worst AS", "a vanished unit keeps its state"),
    Mutation(RENIR, "CASE WHEN is_closed OR NOT unite_existante THEN 'out' ELSE all_worst END", "CASE WHEN is_closed THEN 'out' ELSE all_worst END", "new units are in the population"),
    Mutation(RENIR, "state_worst = 'out' AND state_best = 'out' AS is_closed", "state_worst = 'out' OR state_best = 'out' AS is_closed", "OR for AND: closed in doubt is closed"),
    Mutation(RENIR, "WHERE is_in_lot_used AND NOT is_known", "WHERE is_in_lot_used", "ANTI JOIN dropped: a known unit is new"),
    Mutation(RENIR, "unite_existante IS NOT FALSE", "unite_existante", "an unreadable cell excludes"),
    Mutation(RENIR, "AND no_unite_successeur__defect IS NULL", "", "an unreadable successor is none"),
    Mutation(RENIR, "AND statut__defect IS NULL", "", "an unreadable statut is not Fusionnée"),
    Mutation(RENIR, "bool_or(unite_existante", "bool_and(unite_existante", "bool_and for bool_or"),
    Mutation(RENIR, "CASE WHEN count(code_region) = count(*) AND min(code_region)", "CASE WHEN min(code_region)", "a region that cannot be read agrees with any"),
    Mutation(RENIR, "CASE WHEN may_count THEN 'one_entity' END AS beside", "NULL AS beside", "r forgotten"),
    Mutation(RENIR, "WHEN NOT has_voice THEN 'NO-VOICE'", "WHEN false THEN 'NO-VOICE'", "a reason that is never given"),
    Mutation(RENIR, "WHEN worst = best THEN NULL", "WHEN false THEN NULL", "a doubt that changes nothing is named"),
    Mutation(RENIR, "CASE WHEN is_closed THEN 'out' ELSE all_worst END AS state_all_open", "worst AS state_all_open", "the scenario has the usual population"),
]  # fmt: skip

LINKS = [
    Mutation(RITM, "least(reference.day, links.as_of) AND coalesce(statut <> 'Annulé', true)", "least(reference.day, links.as_of)", "Annulé forgotten"),
    Mutation(RITM, "date_mise_en_service <= least(reference.day, links.as_of)", "date_mise_en_service < least(reference.day, links.as_of)", "< for <="),
    Mutation(RITM, "date_mise_en_service <= least(reference.day, links.as_of)", "date_mise_en_service <= links.as_of", "the population grows with D"),
    Mutation(RITM, "date_mise_en_service <= least(reference.day, links.as_of)", "date_mise_en_service <= reference.day", "in service after D"),
    Mutation(RITM, "date_mise_en_service > extraction_date AS service_is_plan", "date_mise_en_service >= extraction_date AS service_is_plan", ">= for >"),
    Mutation(RITM, "coalesce(date_debranchement <= extraction_date, false) AS disconnection_is_fact", "coalesce(date_debranchement <= links.as_of, false) AS disconnection_is_fact", "as_of for extraction_date: a plan is a fact"),
    Mutation(RITM, "coalesce(date_debranchement <= links.as_of, false)", "coalesce(date_debranchement < links.as_of, false)", "< for <="),
    Mutation(RITM, "coalesce(motif_fin <> 'Migration RGT', false) AS other_motif", "coalesce(motif_fin <> 'Migration RGT', true) AS other_motif", "no motif is another motif"),
    Mutation(RITM, "(coalesce(statut = 'Débranché', false) AND date_debranchement IS NULL)\n      OR", "coalesce(statut = 'Débranché', false) AND date_debranchement IS NULL\n      AND", "AND for OR in D-CLOSED"),
    Mutation(RITM, "(disconnection_may_have_happened AND motif_fin IS NULL) AS d_closed", "(disconnection_is_fact AND motif_fin IS NULL) AS d_closed", "a planned disconnection without a motif is no doubt"),
    Mutation(RITM, "NOT migrated_at_worst AND (coalesce(statut = 'Migré', false)\n      OR", "NOT migrated_at_worst AND (coalesce(statut = 'Migré', false)\n      AND", "AND for OR in D-CLAIM"),
    Mutation(RITM, "NOT migrated_at_worst AND is_named_by_rejected", "false", "no link is named by a rejected row"),
    Mutation(RITM, "SELECT as_of, id_lien_ritm FROM pair_state WHERE d_rejected\n  UNION\n", "", "a rejected RGT row names nobody"),
    Mutation(RITM, "d_closed OR NOT migrated_at_worst THEN", "NOT migrated_at_worst THEN", "D-CLOSED keeps its migration"),
    Mutation(RITM, "      WHEN d_future AND other_motif THEN 'out'\n", "", "a planned closing of a migrated link is not against"),
    Mutation(RITM, "WHEN d_closed AND NOT d_future THEN 'out'", "WHEN d_closed THEN 'out'", "a planned disconnection has happened"),
    Mutation(RITM, "WHEN d_closed OR (d_future AND other_motif) THEN 'out'", "WHEN d_closed THEN 'out'", "a planned closing is not for"),
    Mutation(RITM, "service_is_plan AND state_worst = 'migrated'", "service_is_plan AND state_worst = 'not_migrated'", "greatest for least"),
    Mutation(RITM, "service_is_plan AND state_best = 'not_migrated'", "service_is_plan AND state_best = 'migrated'", "least for greatest"),
    Mutation(RITM, "WHEN in_population AND origin <> 'reported' THEN", "WHEN in_population AND origin = 'rejected' THEN", "a vanished link keeps its state"),
    Mutation(RITM, "WHEN in_population AND origin = 'rejected' THEN", "WHEN in_population AND origin <> 'reported' THEN", "a vanished link may always be migrated"),
    Mutation(RITM, "statut NOT IN ('Annulé', 'Livré', 'En essai')", "statut NOT IN ('Annulé', 'Livré')", "in test is in production"),
    Mutation(RITM, "coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_at_worst", "coalesce(date_bascule <= as_of, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_at_worst", "as_of for extraction_date: a plan is a fact"),
    Mutation(RITM, "coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_at_worst", "coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= extraction_date, false) AS runs_at_worst", "a planned end is not against"),
    Mutation(RITM, "AND NOT coalesce(date_fin <= extraction_date, false) AS runs_at_best", "AND NOT coalesce(date_fin <= as_of, false) AS runs_at_best", "a planned end has happened"),
    Mutation(RITM, "coalesce(date_bascule <= as_of, false) AND", "coalesce(date_livraison <= as_of, false) AND", "date_livraison for date_bascule"),
    Mutation(RITM, "  WHERE NOT coalesce(rgt_state.is_cancelled AND NOT rgt_state.d_vanished, false)\n", "", "a cancelled order binds"),
    Mutation(RITM, "coalesce(rgt_state.is_cancelled AND NOT rgt_state.d_vanished, false)", "coalesce(rgt_state.is_cancelled, false)", "a cancelled order that vanished does not bind"),
    Mutation(RITM, "bool_or(obligatoire AND NOT is_cancelled) OVER same_link", "bool_or(obligatoire) OVER same_link", "a cancelled order that vanished binds for"),
    Mutation(RITM, "THEN bool_and(runs_at_worst) FILTER (obligatoire)", "THEN bool_or(runs_at_worst) FILTER (obligatoire)", "bool_or for bool_and: one obligatoire pair is enough"),
    Mutation(RITM, "ELSE bool_or(runs_at_worst)\n", "ELSE bool_and(runs_at_worst)\n", "bool_and for bool_or: every optional pair"),
    Mutation(RITM, "ELSE bool_or(runs_at_best)\n", "ELSE bool_and(runs_at_best)\n", "bool_and for bool_or, for"),
    Mutation(RITM, "may_be_in_production AND runs_at_worst AND NOT rgt_state.d_vanished", "may_be_in_production AND runs_at_worst", "a vanished RGT link still runs"),
    Mutation(RITM, "may_be_in_production AND runs_at_best, rgt_rejected.id_lien_rgt IS NULL)", "may_be_in_production AND runs_at_best, false)", "D-PAIR is not for"),
    Mutation(RITM, "  WHERE origin <> 'rejected'\n", "", "a rejected RGT link still runs"),
    Mutation(RITM, "d_vanished AND CASE WHEN is_cancelled THEN obligatoire ELSE", "d_vanished AND CASE WHEN false THEN obligatoire ELSE", "a cancelled order that vanished is no doubt"),
    Mutation(RITM, "migrated_at_best AND NOT migrated_at_worst AS may_decide", "true AS may_decide", "a doubt that does not decide is named"),
    Mutation(RITM, "bool_or(coalesce(date_mise_en_service <= least(reference.day, rejected.as_of), true)", "bool_or(coalesce(date_mise_en_service <= least(reference.day, rejected.as_of), false)", "an unreadable date excludes"),
    Mutation(RITM, "coalesce(date_debranchement <= extraction_date AND motif_fin <> 'Migration RGT', false)", "coalesce(date_debranchement <= extraction_date, false)", "a rejected link that migrated is out"),
    Mutation(RITM, "rejected.as_of), true) AND coalesce(statut <> 'Annulé', true)", "rejected.as_of), true)", "Annulé forgotten among the rejected"),
    Mutation(RITM, "WHEN is_after_reference THEN 'AFTER-REFERENCE-DATE'", "WHEN false THEN 'AFTER-REFERENCE-DATE'", "a reason that is never given"),
    Mutation(RITM, "WHEN worst = 'not_migrated' THEN 'not_migrated' ELSE 'migrated'", "WHEN worst <> 'migrated' THEN 'not_migrated' ELSE 'migrated'", "the scenario does not keep them"),
    Mutation(RITM, "WHEN worst = 'migrated' AND NOT disconnection_is_fact THEN 'not_migrated' ELSE worst", "WHEN false THEN 'not_migrated' ELSE worst", "the scenario does not wait"),
]  # fmt: skip

ROSTER = [
    Mutation(JOBS, "coalesce(date_effet BETWEEN window_start.day AND job.as_of, false)", "coalesce(date_effet > window_start.day AND date_effet <= job.as_of, false)", "the first day of the window is lost"),
    Mutation(JOBS, "coalesce(date_effet BETWEEN window_start.day AND job.as_of, false)", "coalesce(date_effet >= window_start.day, false)", "movements after D count"),
    Mutation(JOBS, "coalesce(date_effet <= extraction_date, false) AS is_fact", "coalesce(date_effet <= job.as_of, false) AS is_fact", "as_of for extraction_date: a plan is a fact"),
    Mutation(JOBS, "coalesce(date_effet <= extraction_date, false) AS is_fact", "coalesce(date_effet < extraction_date, false) AS is_fact", "< for <="),
    Mutation(JOBS, "date_effet DESC NULLS LAST, no_evenement DESC) AS rank_from_last", "date_effet DESC NULLS LAST, no_evenement::VARCHAR DESC) AS rank_from_last", "the number orders as text"),
    Mutation(JOBS, "date_effet DESC NULLS LAST, no_evenement DESC) AS rank_from_last", "no_evenement DESC) AS rank_from_last", "the number alone orders"),
    Mutation(JOBS, "in_window AND is_fact DESC, in_window DESC,", "in_window DESC,", "plans go before facts"),
    Mutation(JOBS, "IN ('Régionalisation', 'Transfert') AS arrives", "IN ('Régionalisation') AS arrives", "Transfert forgotten"),
    Mutation(JOBS, "coalesce(rule.valid_from <= date_effet, true)", "true", "a rule holds before it begins"),
    Mutation(JOBS, "coalesce(rule.valid_to >= date_effet, true)", "coalesce(rule.valid_to > date_effet, true)", "> for >="),
    Mutation(JOBS, "coalesce(rule.valid_to >= date_effet, true)", "coalesce(rule.valid_to >= as_of, true)", "eligible at D for eligible on date_effet"),
    Mutation(JOBS, "ORDER BY length(rule.territory) DESC", "ORDER BY length(rule.territory)", "the least precise rule decides"),
    Mutation(JOBS, "ON region_code IS NOT NULL AND rule.territory", "ON rule.territory", "a place that the list does not name is eligible"),
    Mutation(JOBS, "bool_and(counts) AND bool_or(is_fact)", "bool_or(counts) AND bool_or(is_fact)", "bool_or for bool_and: a planned return is not against"),
    Mutation(JOBS, "bool_and(counts) AND bool_or(is_fact)", "bool_and(counts)", "a planned arrival is a fact"),
    Mutation(JOBS, "bool_or(counts) AS counts_at_best", "bool_and(counts) AS counts_at_best", "bool_and for bool_or: a planned return has happened"),
    Mutation(JOBS, "arg_max(region_code, (date_effet, no_evenement))", "arg_max(region_code, no_evenement)", "the latest by number"),
    Mutation(JOBS, "(d_vanished OR d_rejected OR only_rejected_rows) THEN", "(d_vanished OR only_rejected_rows) THEN", "D-REJECTED is not against"),
    Mutation(JOBS, "d_rejected OR was_rejected OR only_rejected_rows OR", "d_rejected OR only_rejected_rows OR", "a row rejected before the job vanished is forgotten"),
    Mutation(JOBS, "d_rejected OR was_rejected OR only_rejected_rows OR", "d_rejected OR was_rejected OR", "only rejected rows: no doubt"),
    Mutation(JOBS, "WHEN d_rejected OR was_rejected THEN rejected_region", "WHEN false THEN rejected_region", "the region of the rejected rows is not asked"),
    Mutation(JOBS, "WHEN counts AND in_window THEN region_code", "WHEN counts THEN region_code", "the region of a plan after D"),
    Mutation(JOBS, "CASE WHEN NOT only_rejected_rows THEN region_code END", "region_code", "the region that a job left"),
    Mutation(JOBS, "date_effet BETWEEN window_start.day AND rejected.as_of\n", "date_effet >= window_start.day\n", "a rejected movement after D may count"),
    Mutation(JOBS, "ELSE date_effet__defect IS NOT NULL OR date_prevue IS NULL\n", "ELSE date_prevue IS NULL\n", "an unreadable date with a planned one is only planned"),
    Mutation(JOBS, "bool_or(may_count) AS may_count", "bool_and(may_count) AS may_count", "bool_and for bool_or"),
    Mutation(JOBS, "bool_and(region_code IS NOT NULL OR NOT may_count)\n        AND ", "", "a region that cannot be read agrees with any"),
    Mutation(JOBS, " AND rejected_now.is_in_lot_used\n", "\n", "rows rejected in an earlier lot still are"),
    Mutation(JOBS, "WHERE is_in_lot_used AND id_emploi IS NULL", "WHERE id_emploi IS NULL", "k counts every lot"),
    Mutation(JOBS, "WHERE is_in_lot_used AND NOT is_known", "WHERE is_in_lot_used", "ANTI JOIN dropped: a known job is new"),
    Mutation(JOBS, "    AND rejected_then.lot_order = last.lot_order\n", "", "rows rejected in any lot speak of a vanished job"),
    Mutation(JOBS, "last.origin = 'vanished' AS d_vanished", "false AS d_vanished", "a job that vanished still counts"),
    Mutation(JOBS, "LEFT JOIN places ON places.as_of = job.as_of AND places.code", "LEFT JOIN places ON places.code", "the lists of other dates are read too"),
    Mutation(JOBS, "'any_entity' AS beside", "NULL AS beside", "k forgotten"),
    Mutation(JOBS, "CASE WHEN may_count THEN 'counted' ELSE 'not_counted' END AS best, NULL", "'counted' AS best, NULL", "a remark counts for"),
    Mutation(JOBS, "WHEN worst = best THEN NULL", "WHEN false THEN NULL", "a doubt that changes nothing is named"),
    Mutation(JOBS, "WHEN type_mouvement = 'Abolition' THEN 'ABOLISHED'", "WHEN false THEN 'ABOLISHED'", "a reason that is never given"),
]  # fmt: skip

RELATIONS = [
    Mutation(USED, "USING (delivery_id)", "ON rows.lot_order <= used.lot_order AND rows.delivery_id LIKE used.export || '/%'", "rows of earlier lots are still there"),
    Mutation(ENTITIES, "followed.next_lot_order > used.lot_order", "followed.next_lot_order >= used.lot_order", "an entity also is what it was"),
    Mutation(ENTITIES, "followed.lot_order <= used.lot_order", "followed.lot_order < used.lot_order", "what the lot used reports is not there"),
    Mutation(ENTITIES, "followed.lot_order <= used.lot_order", "true", "an entity is what it will be"),
    Mutation(ENTITIES, "used.export = '{export}' AND ", "", "the lot used of another export"),
    Mutation(ENTITIES, "RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING", "RANGE BETWEEN 2 FOLLOWING AND UNBOUNDED FOLLOWING", "the lot after the next one"),
    Mutation(ENTITIES, "PARTITION BY {entity} ORDER BY lot_order", "ORDER BY lot_order", "seen again when any entity is"),
    Mutation(ENTITIES, "    WHEN rejected.{entity} IS NOT NULL THEN 'rejected'\n", "", "a rejected entity vanished"),
    Mutation(ENTITIES, "rejected.as_of = used.as_of AND ", "", "rejected at another date"),
    Mutation(ENTITIES, "ELSE 'vanished' END", "ELSE 'reported' END", "a vanished entity is as reported"),
    Mutation(ENTITIES, "WHEN followed.lot_order = used.lot_order THEN 'reported'", "WHEN followed.lot_order = used.lot_order AND rejected.{entity} IS NULL THEN 'reported'", "a job with a rejected row has none but rejected ones"),
    Mutation(REJECTIONS, "rows.lot_order = used.lot_order AS", "true AS", "a row rejected in an earlier lot still is"),
    Mutation(REJECTIONS, "first_seen.first_lot_order <= used.lot_order", "first_seen.first_lot_order IS NOT NULL", "a later lot makes it known"),
    Mutation(REJECTIONS, "coalesce(first_seen.first_lot_order <= used.lot_order, false)", "false", "a known entity is new"),
    Mutation(REJECTIONS, "rows.lot_order <= used.lot_order", "rows.lot_order = used.lot_order", "rows rejected with the last row of a vanished job are forgotten"),
    Mutation(REJECTIONS, "used.export = '{export}' AND ", "", "the lot used of another export"),
    Mutation(REJECTIONS, "min(lot_order)", "max(lot_order)", "known from its last lot on"),
    Mutation(REJECTIONS, "'?' || coalesce(rows.sheet, '') || ':' || rows.row_number", "'?'", "unreadable rows are one entity"),
    Mutation(PLACES, "{relation}__used", "{relation} CROSS JOIN as_of_dates", "the places of every list"),
]  # fmt: skip

FIGURES = [
    Mutation(LETTERS, "THEN worst_state.d - best_state.d", "THEN best_state.d - worst_state.d", "sign of c"),
    Mutation(LETTERS, "best_state.n - worst_state.n AS b", "best_state.n AS b", "b counts what n has"),
    Mutation(BASE, "('not_migrated', 0, 1)", "('not_migrated', 0, 0)", "what is not migrated is not in the population"),
    Mutation(BASE, "('out', 0, 0)", "('out', 0, 1)", "what is out is in the population"),
    Mutation(BASE, "('counted', 1, 1)", "('counted', 0, 1)", "what counts does not count"),
    Mutation(LETTERS, "CASE WHEN $is_rate THEN worst_state.d ELSE 0 END AS d", "worst_state.d AS d", "a count has a population"),
    Mutation(LETTERS, "coalesce(judged.beside::VARCHAR = 'one_entity', false)", "coalesce(judged.beside::VARCHAR <> 'one_entity', false)", "r for what is no entity"),
    Mutation(LETTERS, "coalesce(judged.beside::VARCHAR = 'any_entity', false)", "coalesce(judged.beside::VARCHAR <> 'any_entity', false)", "k for an entity"),
    Mutation(LETTERS, "worst_state.state = judged.worst", "worst_state.state = judged.best", "value at best"),
    Mutation(LETTERS, "best_state.state = judged.best", "best_state.state = judged.worst", "high at worst"),
    Mutation(SUMS, "100.0::DOUBLE * n / nullif(d + r, 0) END AS value_low", "100.0::DOUBLE * n / nullif(d, 0) END AS value_low", "r missing from the low"),
    Mutation(SUMS, "(n + b + r) / nullif(d - c + r, 0)", "(n + b) / nullif(d - c + r, 0)", "r missing from the high"),
    Mutation(SUMS, "(n + b + r) / nullif(d - c + r, 0)", "(n + b + r) / nullif(d - c, 0)", "r missing from the denominator of the high"),
    Mutation(SUMS, "(n + b + r) / nullif(d - c + r, 0)", "(n + b + r) / nullif(d + c + r, 0)", "sign of c"),
    Mutation(SUMS, "(n + b + r) / nullif(d - c + r, 0)", "(n + r) / nullif(d - c + r, 0)", "b missing"),
    Mutation(SUMS, "100.0::DOUBLE * n / nullif(d, 0) ELSE n END AS value", "round(100.0::DOUBLE * n / nullif(d, 0)) ELSE n END AS value", "a value that is rounded"),
    Mutation(SUMS, "100.0::DOUBLE * n / nullif(d, 0) ELSE n END AS value", "100.0::DOUBLE * n / nullif(d + r, 0) ELSE n END AS value", "r in the value"),
    Mutation(SUMS, "THEN n - k", "THEN greatest(n - k, 0)", "a low that is clipped"),
    Mutation(SUMS, "THEN n + b + k", "THEN n + b", "k missing"),
    Mutation(SUMS, "CASE WHEN $is_rate THEN d END AS denominator", "d AS denominator", "a count has a denominator"),
    Mutation(SUMS, "(regions.region_code = '00' OR of_region.region_code", "(regions.region_code = '00' AND of_region.region_code IS NOT NULL OR of_region.region_code", "00 without what has no region"),
    Mutation(SUMS, "WHEN d > 0 THEN 100.0::DOUBLE * n / nullif(d + r, 0)", "WHEN d + r > 0 THEN 100.0::DOUBLE * n / nullif(d + r, 0)", "a low without a value"),
    Mutation(SUMS, "WHEN d > 0 THEN 100.0::DOUBLE * (n + b + r)", "WHEN d + r > 0 THEN 100.0::DOUBLE * (n + b + r)", "a high without a value"),
    Mutation(EVIDENCE, "d = 1 AS in_denominator", "d - c = 1 AS in_denominator", "the denominator of the high"),
    Mutation(EVIDENCE, "n = 1 AS in_numerator", "n + b = 1 AS in_numerator", "the numerator of the high"),
    Mutation(SOURCES, "used.extraction_date < used.as_of", "used.extraction_date <= used.as_of", "<= for <: always preliminary"),
    Mutation(SOURCES, " OR count(*) < (SELECT count(*) FROM aging)", "", "an export without a lot does not make it preliminary"),
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

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
LOTS, SOURCES, SUMS, EVIDENCE, BESIDE = (
    f"figures/{name}" for name in ("lots_used", "sources", "aggregate", "evidence", "sensitivity")
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
    Mutation(RENIR, "(d_status OR NOT return_is_fact) THEN 2", "NOT return_is_fact THEN 2", "D-STATUS is not for"),
    Mutation(RENIR, "WHEN d_undated THEN 2", "WHEN d_undated THEN 0", "D-UNDATED is not for"),
    Mutation(RENIR, "WHEN d_closed THEN 0", "WHEN d_closed THEN open_against", "D-CLOSED keeps its migration"),
    Mutation(RENIR, "WHEN d_closed THEN 1", "WHEN d_closed THEN open_for", "D-CLOSED does not leave"),
    Mutation(RENIR, "least(open_against, 1)", "greatest(open_against, 1)", "greatest for least"),
    Mutation(RENIR, "greatest(open_for, 1)", "least(open_for, 1)", "least for greatest"),
    Mutation(RENIR, "no_unite_successeur IS NOT NULL AND closing_is_fact AS is_merged", "no_unite_successeur IS NOT NULL AND statut = 'Fusionnée' AND closing_is_fact AS is_merged", "merged only when the statut says so"),
    Mutation(RENIR, "unit.no_unite = chain.reached AND unit.may_be_merged", "unit.no_unite = chain.reached AND unit.is_merged", "a merger in doubt is not followed"),
    Mutation(RENIR, "WHERE NOT coalesce(unit.is_merged, false)", "WHERE NOT coalesce(unit.may_be_merged, false)", "a merger in doubt has happened"),
    Mutation(RENIR, "THEN 2 ELSE unit.own_for END AS state_for", "THEN 0 ELSE unit.own_for END AS state_for", "D-SUCCESSOR is not for"),
    Mutation(RENIR, "min(state_against) AS state_against", "max(state_against) AS state_against", "max for min"),
    Mutation(RENIR, "max(state_for) AS state_for", "min(state_for) AS state_for", "min for max"),
    Mutation(RENIR, "CASE WHEN units.origin = 'rejected' THEN 2 ELSE state_for END", "state_for", "D-REJECTED is its last known state"),
    Mutation(RENIR, "CASE WHEN units.origin = 'reported' THEN state_against ELSE 0 END", "state_against", "a vanished unit keeps its state"),
    Mutation(RENIR, "CASE WHEN is_closed OR NOT unite_existante THEN 1 ELSE all_against END", "CASE WHEN is_closed THEN 1 ELSE all_against END", "new units are in the population"),
    Mutation(RENIR, "state_against = 1 AND state_for = 1 AS is_closed", "state_against = 1 OR state_for = 1 AS is_closed", "OR for AND: closed in doubt is closed"),
    Mutation(RENIR, "FROM last_known SEMI JOIN rejected", "FROM last_known ANTI JOIN rejected", "ANTI for SEMI"),
    Mutation(RENIR, "  ANTI JOIN rejected ON rejected.as_of = last_known.as_of AND rejected.no_unite = last_known.no_unite\n),\nunits", "),\nunits", "a rejected unit vanished too"),
    Mutation(RENIR, "FROM rejected ANTI JOIN last_known ON last_known.as_of = rejected.as_of AND last_known.no_unite = rejected.no_unite", "FROM rejected", "ANTI JOIN dropped: a known unit is new"),
    Mutation(RENIR, "unite_existante IS NOT FALSE", "unite_existante", "an unreadable cell excludes"),
    Mutation(RENIR, "AND no_unite_successeur__defect IS NULL", "", "an unreadable successor is none"),
    Mutation(RENIR, "AND statut__defect IS NULL", "", "an unreadable statut is not Fusionnée"),
    Mutation(RENIR, "bool_or(unite_existante", "bool_and(unite_existante", "bool_and for bool_or"),
    Mutation(RENIR, "CASE WHEN count(code_region) = count(*) AND min(code_region)", "CASE WHEN min(code_region)", "a region that cannot be read agrees with any"),
    Mutation(RENIR, "(against <> 1)::INTEGER - (in_favour <> 1)::INTEGER AS c", "(in_favour <> 1)::INTEGER - (against <> 1)::INTEGER AS c", "sign of c"),
    Mutation(RENIR, "(in_favour = 2)::INTEGER - (against = 2)::INTEGER AS b", "(in_favour = 2)::INTEGER AS b", "b counts what n has"),
    Mutation(RENIR, "may_count::INTEGER AS r", "0 AS r", "r forgotten"),
    Mutation(RENIR, "WHEN NOT has_voice THEN 'NO-VOICE'", "WHEN false THEN 'NO-VOICE'", "a reason that is never given"),
    Mutation(RENIR, "WHEN against = in_favour THEN NULL", "WHEN false THEN NULL", "a doubt that changes nothing is named"),
    Mutation(RENIR, "(NOT is_closed AND all_against <> 1)::INTEGER AS d_all_open", "(all_against <> 1 AND unite_existante)::INTEGER AS d_all_open", "the scenario has the usual population"),
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
    Mutation(RITM, "NOT migrated_against AND (coalesce(statut = 'Migré', false)\n      OR", "NOT migrated_against AND (coalesce(statut = 'Migré', false)\n      AND", "AND for OR in D-CLAIM"),
    Mutation(RITM, "NOT migrated_against AND is_named_by_rejected", "false", "no link is named by a rejected row"),
    Mutation(RITM, "SELECT as_of, id_lien_ritm FROM pair_state WHERE d_rejected\n  UNION\n", "", "a rejected RGT row names nobody"),
    Mutation(RITM, "d_closed OR NOT migrated_against THEN 0", "NOT migrated_against THEN 0", "D-CLOSED keeps its migration"),
    Mutation(RITM, "      WHEN d_future AND other_motif THEN 1\n      ELSE 2", "      ELSE 2", "a planned closing of a migrated link is not against"),
    Mutation(RITM, "WHEN d_closed AND NOT d_future THEN 1", "WHEN d_closed THEN 1", "a planned disconnection has happened"),
    Mutation(RITM, "WHEN d_closed OR (d_future AND other_motif) THEN 1\n      ELSE 0", "WHEN d_closed THEN 1\n      ELSE 0", "a planned closing is not for"),
    Mutation(RITM, "THEN least(state_against, 1)", "THEN greatest(state_against, 1)", "greatest for least"),
    Mutation(RITM, "THEN greatest(state_for, 1)", "THEN least(state_for, 1)", "least for greatest"),
    Mutation(RITM, "WHEN in_population AND origin <> 'reported' THEN 0", "WHEN in_population AND origin = 'rejected' THEN 0", "a vanished link keeps its state"),
    Mutation(RITM, "WHEN in_population AND origin = 'rejected' THEN 2", "WHEN in_population AND origin <> 'reported' THEN 2", "a vanished link may always be migrated"),
    Mutation(RITM, "statut NOT IN ('Annulé', 'Livré', 'En essai')", "statut NOT IN ('Annulé', 'Livré')", "in test is in production"),
    Mutation(RITM, "coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_against", "coalesce(date_bascule <= as_of, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_against", "as_of for extraction_date: a plan is a fact"),
    Mutation(RITM, "coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= as_of, false) AS runs_against", "coalesce(date_bascule <= extraction_date, false) AND NOT coalesce(date_fin <= extraction_date, false) AS runs_against", "a planned end is not against"),
    Mutation(RITM, "AND NOT coalesce(date_fin <= extraction_date, false) AS runs_in_favour", "AND NOT coalesce(date_fin <= as_of, false) AS runs_in_favour", "a planned end has happened"),
    Mutation(RITM, "coalesce(date_bascule <= as_of, false) AND", "coalesce(date_livraison <= as_of, false) AND", "date_livraison for date_bascule"),
    Mutation(RITM, "  WHERE NOT coalesce(rgt_state.is_cancelled AND NOT rgt_state.d_vanished, false)\n", "", "a cancelled order binds"),
    Mutation(RITM, "coalesce(rgt_state.is_cancelled AND NOT rgt_state.d_vanished, false)", "coalesce(rgt_state.is_cancelled, false)", "a cancelled order that vanished does not bind"),
    Mutation(RITM, "bool_or(obligatoire AND NOT is_cancelled) OVER same_link", "bool_or(obligatoire) OVER same_link", "a cancelled order that vanished binds for"),
    Mutation(RITM, "THEN bool_and(against) FILTER (obligatoire)", "THEN bool_or(against) FILTER (obligatoire)", "bool_or for bool_and: one obligatoire pair is enough"),
    Mutation(RITM, "ELSE bool_or(against) END AS migrated_against", "ELSE bool_and(against) END AS migrated_against", "bool_and for bool_or: every optional pair"),
    Mutation(RITM, "ELSE bool_or(in_favour) END AS migrated_in_favour", "ELSE bool_and(in_favour) END AS migrated_in_favour", "bool_and for bool_or, for"),
    Mutation(RITM, "may_be_in_production AND runs_against AND NOT rgt_state.d_vanished", "may_be_in_production AND runs_against", "a vanished RGT link still runs"),
    Mutation(RITM, "may_be_in_production AND runs_in_favour, rgt_rejected.id_lien_rgt IS NULL)", "may_be_in_production AND runs_in_favour, false)", "D-PAIR is not for"),
    Mutation(RITM, "rgt_known.next_lot_order > rgt_lot_used.lot_order", "rgt_known.next_lot_order >= rgt_lot_used.lot_order", "an RGT link also is what it was"),
    Mutation(RITM, "d_vanished AND CASE WHEN is_cancelled THEN obligatoire ELSE", "d_vanished AND CASE WHEN false THEN obligatoire ELSE", "a cancelled order that vanished is no doubt"),
    Mutation(RITM, "migrated_in_favour AND NOT migrated_against AS may_decide", "true AS may_decide", "a doubt that does not decide is named"),
    Mutation(RITM, "bool_or(coalesce(date_mise_en_service <= least(reference.day, rejected.as_of), true)", "bool_or(coalesce(date_mise_en_service <= least(reference.day, rejected.as_of), false)", "an unreadable date excludes"),
    Mutation(RITM, "coalesce(date_debranchement <= extraction_date AND motif_fin <> 'Migration RGT', false)", "coalesce(date_debranchement <= extraction_date, false)", "a rejected link that migrated is out"),
    Mutation(RITM, "rejected.as_of), true) AND coalesce(statut <> 'Annulé', true)", "rejected.as_of), true)", "Annulé forgotten among the rejected"),
    Mutation(RITM, "(against <> 1)::INTEGER - (in_favour <> 1)::INTEGER AS c", "(in_favour <> 1)::INTEGER - (against <> 1)::INTEGER AS c", "sign of c"),
    Mutation(RITM, "WHEN is_after_reference THEN 'AFTER-REFERENCE-DATE'", "WHEN false THEN 'AFTER-REFERENCE-DATE'", "a reason that is never given"),
    Mutation(RITM, "(in_service_at_reference AND against <> 0)::INTEGER", "(against = 2)::INTEGER", "the scenario does not keep them"),
    Mutation(RITM, "(against = 2 AND disconnection_is_fact)::INTEGER", "(against = 2)::INTEGER", "the scenario does not wait"),
]  # fmt: skip

ROSTER = [
    Mutation(JOBS, "coalesce(date_effet BETWEEN reference.day AND jobs.as_of, false)", "coalesce(date_effet > reference.day AND date_effet <= jobs.as_of, false)", "the first day of the window is lost"),
    Mutation(JOBS, "coalesce(date_effet BETWEEN reference.day AND jobs.as_of, false)", "coalesce(date_effet >= reference.day, false)", "movements after D count"),
    Mutation(JOBS, "coalesce(date_effet <= extraction_date, false) AS is_fact", "coalesce(date_effet <= jobs.as_of, false) AS is_fact", "as_of for extraction_date: a plan is a fact"),
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
    Mutation(JOBS, "bool_or(counts) AS counts_in_favour", "bool_and(counts) AS counts_in_favour", "bool_and for bool_or: a planned return has happened"),
    Mutation(JOBS, "arg_max(region_code, (date_effet, no_evenement))", "arg_max(region_code, no_evenement)", "the latest by number"),
    Mutation(JOBS, "d_vanished OR d_rejected OR only_rejected_rows) AND", "d_vanished OR only_rejected_rows) AND", "D-REJECTED is not against"),
    Mutation(JOBS, "d_rejected OR was_rejected OR only_rejected_rows OR", "d_rejected OR only_rejected_rows OR", "a row rejected before the job vanished is forgotten"),
    Mutation(JOBS, "d_rejected OR was_rejected OR only_rejected_rows OR", "d_rejected OR was_rejected OR", "only rejected rows: no doubt"),
    Mutation(JOBS, "WHEN d_rejected OR was_rejected THEN rejected_region", "WHEN false THEN rejected_region", "the region of the rejected rows is not asked"),
    Mutation(JOBS, "WHEN last.counts AND last.in_window THEN last.region_code", "WHEN last.counts THEN last.region_code", "the region of a plan after D"),
    Mutation(JOBS, "CASE WHEN NOT only_rejected_rows THEN last.region_code END", "last.region_code", "the region that a job left"),
    Mutation(JOBS, "date_effet BETWEEN reference.day AND lot_used.as_of\n", "date_effet >= reference.day\n", "a rejected movement after D may count"),
    Mutation(JOBS, "ELSE date_effet__defect IS NOT NULL OR date_prevue IS NULL END", "ELSE date_prevue IS NULL END", "an unreadable date with a planned one is only planned"),
    Mutation(JOBS, "bool_or(may_count) AS may_count", "bool_and(may_count) AS may_count", "bool_and for bool_or"),
    Mutation(JOBS, "bool_and(region_code IS NOT NULL OR NOT may_count)\n      AND ", "", "a region that cannot be read agrees with any"),
    Mutation(JOBS, "FROM rejected_jobs SEMI JOIN lot_used USING (as_of, lot_order)", "FROM rejected_jobs", "rows rejected in an earlier lot still are"),
    Mutation(JOBS, "FROM rejected_movements SEMI JOIN lot_used USING (as_of, lot_order) WHERE", "FROM rejected_movements WHERE", "k counts every lot"),
    Mutation(JOBS, "  ANTI JOIN jobs ON jobs.as_of = rejected_now.as_of AND jobs.id_emploi = rejected_now.id_emploi\n", "", "ANTI JOIN dropped: a known job is new"),
    Mutation(JOBS, "job.next_lot_order > lot_used.lot_order", "job.next_lot_order >= lot_used.lot_order", "a job also is what it was"),
    Mutation(JOBS, "job.lot_order < lot_used.lot_order AND rejected_now.id_emploi IS NULL AS d_vanished", "false AS d_vanished", "a job that vanished still counts"),
    Mutation(JOBS, "LEFT JOIN places ON places.as_of = jobs.as_of AND places.mcode", "LEFT JOIN places ON places.mcode", "the lists of other dates are read too"),
    Mutation(JOBS, "in_favour::INTEGER - against::INTEGER AS b", "in_favour::INTEGER AS b", "b counts what n has"),
    Mutation(JOBS, "0 AS r, 1 AS k", "0 AS r, 0 AS k", "k forgotten"),
    Mutation(JOBS, "may_count::INTEGER AS b", "1 AS b", "a remark counts for"),
    Mutation(JOBS, "WHEN against = in_favour THEN NULL", "WHEN false THEN NULL", "a doubt that changes nothing is named"),
    Mutation(JOBS, "WHEN type_mouvement = 'Abolition' THEN 'ABOLISHED'", "WHEN false THEN 'ABOLISHED'", "a reason that is never given"),
]  # fmt: skip

FIGURES = [
    Mutation(SUMS, "100.0::DOUBLE * n / (d + r) END AS value_low", "100.0::DOUBLE * n / d END AS value_low", "r missing from the low"),
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
    Mutation(SUMS, "WHEN d > 0 THEN 100.0::DOUBLE * n / (d + r)", "WHEN d + r > 0 THEN 100.0::DOUBLE * n / (d + r)", "a low without a value"),
    Mutation(SUMS, "WHEN d > 0 THEN 100.0::DOUBLE * (n + b + r)", "WHEN d + r > 0 THEN 100.0::DOUBLE * (n + b + r)", "a high without a value"),
    Mutation(EVIDENCE, "d = 1 AS in_denominator", "d - c = 1 AS in_denominator", "the denominator of the high"),
    Mutation(EVIDENCE, "n = 1 AS in_numerator", "n + b = 1 AS in_numerator", "the numerator of the high"),
    Mutation(LOTS, "lots.lot_order DESC) = 1", "lots.lot_order) = 1", "the first received"),
    Mutation(LOTS, "ON lots.extraction_date <= days.as_of OR", "ON lots.extraction_date < days.as_of OR", "< for <="),
    Mutation(LOTS, " OR lots.export = 'municipalites'\n", "\n", "no list before the oldest"),
    Mutation(LOTS, "lots.extraction_date <= days.as_of DESC,", "", "the nearest list, even a later one"),
    Mutation(SOURCES, "used.extraction_date < used.as_of", "used.extraction_date <= used.as_of", "<= for <: always preliminary"),
    Mutation(SOURCES, " OR count(*) < (SELECT count(*) FROM aging)", "", "an export without a lot does not make it preliminary"),
    Mutation(SOURCES, "min(used.extraction_date)", "max(used.extraction_date)", "the youngest source"),
    Mutation(SOURCES, " WHERE export <> 'municipalites'\n", "\n", "the list of municipalities ages a figure"),
    Mutation(SOURCES, "WHERE NOT EXISTS (SELECT 1 FROM needed WHERE export NOT IN (SELECT export FROM accepted_lots))\n", "", "a figure without an export"),
    Mutation(BESIDE, "sum(n_{scenario}) AS n", "sum(entities.n) AS n", "the numerator of the figure"),
    Mutation(BESIDE, "sum(d_{scenario}) AS d", "sum(entities.d) AS d", "the denominator of the figure"),
    Mutation(BESIDE, "100.0::DOUBLE * sum(n) / nullif(sum(d), 0)", "100.0::DOUBLE * sum(n) / nullif(sum(d) + 1, 0)", "divided by another denominator"),
    Mutation(BESIDE, "(regions.region_code = '00' OR of_region.region_code", "(regions.region_code <> '00' OR of_region.region_code", "every region is Québec"),
    Mutation(BESIDE, "SEMI JOIN sources USING (as_of)\n", "", "a scenario without a figure"),
]  # fmt: skip

RECONCILIATION = [
    Mutation(FINDINGS, "date_bascule <= least(used.as_of, rows.extraction_date)", "date_bascule <= used.as_of", "a planned cut-over runs"),
    Mutation(FINDINGS, "NOT coalesce(date_fin <= used.as_of, false)", "NOT coalesce(date_fin < used.as_of, false)", "< for <="),
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

MUTATIONS = [*UNITS, *LINKS, *ROSTER, *FIGURES, *RECONCILIATION]

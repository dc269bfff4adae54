"""What is said of an indicator, and when: what was missing, what doubts could change, a year, start, finding."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ovt_pipeline.language.speech import Speech
from ovt_pipeline.reports.page.amounts import Amounts
from ovt_pipeline.reports.page.facts import Facts
from ovt_pipeline.reports.page.finding import finding, reservations
from ovt_pipeline.reports.page.model import indicators_of
from ovt_pipeline.reports.page.section import Section
from ovt_pipeline.reports.page.sentences import sentences

from .made import D0, D1, D2, JOBS, LATER, NB, RENIR, figure, made, point, target

FR, EN = Speech("fr", "report"), Speech("en", "report")


def section(facts: Facts, indicator: str = RENIR, speech: Speech = FR) -> Section:
    (found,) = [one for one in indicators_of(facts) if one.plan.indicator_id == indicator]
    return Section(found, speech)


def said(facts: Facts, indicator: str = RENIR) -> list[str]:
    return [one.replace(NB, " ") for one in sentences(section(facts, indicator))]


def judged(status: str, **more: Any) -> Facts:  # noqa: ANN401 - fields of a target
    value = 100 * 74 / 101
    return made(targets=(target(RENIR, D2, more.pop("wanted", 75.0), status, value, **more),))


@pytest.mark.parametrize(
    ("numerator", "denominator", "wanted", "missing"),
    [(74, 101, 75.0, 2), (75, 101, 75.0, 1), (66, 101, 70.0, 5), (69, 100, 70.0, 1), (0, 3, 33.5, 2), (0, 8, 12.5, 1)],
)
def test_as_many_are_missing_as_would_have_reached_the_target(
    numerator: int, denominator: int, wanted: float, missing: int
) -> None:
    facts = made(
        figures=(figure(RENIR, D2, numerator, denominator),), targets=(target(RENIR, D2, wanted, "non atteinte", 1.0),)
    )
    (sentence,) = [one for one in said(facts) if "manquait" in one]
    assert f"il manquait {missing} unité" in sentence
    assert (numerator + missing) / denominator * 100 >= wanted > (numerator + missing - 1) / denominator * 100


def test_a_count_is_missing_what_the_target_has_more() -> None:
    facts = made(figures=(figure(JOBS, D2, 74, None),), targets=(target(JOBS, D2, 77.0, "non atteinte", 74.0),))
    assert "Au 31 mars 2025, il manquait 3 emplois pour atteindre la cible de 77." in said(facts, JOBS)


def test_the_doubts_could_or_could_not_change_what_is_missed() -> None:
    assert "Les doutes des sources pourraient porter le résultat à 77,0 % : la cible serait alors atteinte." in said(
        judged("non atteinte")
    )
    assert "Les doutes des sources ne changent pas ce constat : au plus, 77,0 %." in said(
        judged("non atteinte", wanted=80.0)
    )
    assert [one for one in said(judged("atteinte")) if "manquait" in one] == []


def test_the_doubts_could_or_could_not_change_what_is_reached() -> None:
    low = tuple(replace(one, value_low=69.0) for one in made().figures)
    facts = replace(judged("atteinte", wanted=70.0), figures=low)
    assert (
        "Selon les doutes des sources, le résultat pourrait n’être que de 69,0 % : "
        "la cible ne serait alors pas atteinte." in said(facts)
    )
    assert "Les doutes des sources ne changent pas ce constat : au moins, 73,3 %." in said(
        judged("atteinte", wanted=70.0)
    )


def test_a_bound_is_never_written_as_the_target_that_it_does_not_reach() -> None:
    high = tuple(replace(one, value_high=74.96) for one in made().figures)
    facts = replace(judged("non atteinte"), figures=high)
    assert "Les doutes des sources ne changent pas ce constat : au plus, 74,96 %." in said(facts)


def test_late_provisional_by_exits_and_a_display_that_says_otherwise_are_said() -> None:
    late = said(judged("atteinte en retard", value_at_due=69.96, wanted=70.0))
    assert (
        "Due le 31 mars 2025, la cible de 70 % n’était pas atteinte ce jour-là (69,96 %); elle l’est au 31 mars 2025."
        in late
    )
    assert "Ce statut est provisoire : il repose sur un chiffre préliminaire." in said(
        judged("non atteinte", is_provisional=True)
    )
    assert "Ce statut ne tient que par des sorties du compte." in said(judged("atteinte", only_by_exits=True))
    differs = said(judged("non atteinte", display_differs=True))
    assert "Le résultat s’affiche 73 %; non arrondi, il est de 73,3 %, et c’est lui qui est comparé." in differs


def test_a_target_to_come_has_the_reason_of_the_release_and_what_is_scheduled() -> None:
    found = said(made(), JOBS)
    assert "Raison." in found
    assert "Les dates prévues aux inventaires mèneraient à 90 au 30 septembre 2028." in found
    assert section(made(), JOBS).focus == made().targets[1]


def test_without_a_figure_at_the_due_date_the_release_says_why() -> None:
    facts = made(figures=(), targets=(target(RENIR, D2, 75.0, "indéterminable", None),))
    assert "Raison." in said(facts)
    assert section(facts).headline().replace(NB, " ") == "Taux d'unités migrées : aucun chiffre au 31 mars 2025"


def test_the_start_is_given_again_or_not_or_not_known() -> None:
    assert "Les inventaires du 31 mars 2023 redonnent la valeur de départ du plan (51 %)." in said(made())
    other = replace(made(), plan=(point(RENIR, "start", D0, 50.0), point(RENIR, "target", D2, 75.0)))
    assert "Les inventaires du 31 mars 2023 donnent 51 %, et le plan dit 50 %." in said(other)
    assert "Aucun chiffre du 31 mars 2023 ne permet de vérifier la valeur de départ du plan (51 %)." in said(
        made(figures=())
    )


def test_a_change_in_a_year() -> None:
    assert [one.replace(NB, " ") for one in section(made()).change()] == ["+7 points", "de 66 % le 31 mars 2024 à 73 %"]
    assert section(made(), JOBS).change() == ("+15", "de 74 le 31 mars 2024 à 89")
    alone = section(made(figures=(figure(RENIR, D2, 74, 101),))).change()
    assert alone == ("s. o.", "aucun chiffre au 31 mars 2024")


@pytest.mark.parametrize(
    ("now", "before", "french"),
    [
        (73.3, 66.3, ("+7 points", "73 %", "66 %")),
        (66.6, 66.4, ("+0,2 point", "66,6 %", "66,4 %")),  # 67 and 66 would say one point
        (66.4, 65.6, ("+0,8 point", "66,4 %", "65,6 %")),  # 66 and 66 would say none
        (60.0, 61.0, ("−1 point", "60 %", "61 %")),
        (50.0, 50.0, ("+0 point", "50 %", "50 %")),
    ],
)
def test_a_difference_is_of_what_is_not_rounded_and_agrees_with_what_is_shown(
    now: float, before: float, french: tuple[str, str, str]
) -> None:
    found = Amounts("%", "fr").change(now, before)
    assert tuple(one.replace(NB, " ") for one in (found.said, found.now, found.before)) == french


STATUSES = {
    ("non atteinte", "atteinte", "non atteinte"): "Une cible sur trois atteinte au 31 mars 2025",
    ("atteinte", "atteinte", "non atteinte"): "Deux cibles sur trois atteintes au 31 mars 2025",
    ("atteinte", "atteinte", "atteinte"): "Les trois cibles du 31 mars 2025 sont atteintes",
    ("non atteinte",) * 3: "Aucune des trois cibles n’est atteinte au 31 mars 2025",
    ("atteinte",): "La cible du 31 mars 2025 est atteinte",
    ("non atteinte",): "La cible du 31 mars 2025 n’est pas atteinte",
    (
        "atteinte",
        "non atteinte",
        "indéterminable",
    ): "Une cible sur deux atteinte au 31 mars 2025; une ne peut pas être jugée",
    ("indéterminable",) * 2: "Les cibles du 31 mars 2025 ne peuvent pas être jugées",
    ("atteinte", "atteinte en retard"): "Une cible sur deux atteinte au 31 mars 2025; une atteinte depuis",
    ("atteinte",) * 12 + ("non atteinte",): "12 cibles sur 13 atteintes au 31 mars 2025",
}


@pytest.mark.parametrize("statuses", STATUSES)
def test_the_finding_counts_the_targets_last_due(statuses: tuple[str, ...]) -> None:
    names = [f"x{n}" for n in range(len(statuses))]
    facts = made(
        plan=tuple(point(name, "start", D0, 1.0) for name in names),
        targets=(
            *(target(name, D2, 75.0, status, 1.0) for name, status in zip(names, statuses, strict=True)),
            target("x0", D1, 70.0, "atteinte", 1.0),
            target("x0", LATER, 90.0, "en voie", 1.0),
        ),
    )
    assert finding(indicators_of(facts), D2, FR) == STATUSES[statuses]


def test_the_finding_before_a_due_date_and_of_a_provisional_status() -> None:
    day = date(2024, 12, 31)
    facts = made(
        release=replace(made().release, as_of=day), targets=(target(JOBS, D2, 87.0, "en voie", 80.0, as_of=day),)
    )
    assert finding(indicators_of(facts), day, FR) == "Aucune cible n’est encore échue au 31 décembre 2024"
    assert finding(indicators_of(made(targets=())), D2, EN) == "No target is judged on 31 March 2025"
    assert (
        finding(indicators_of(judged("atteinte", is_provisional=True)), D2, EN)
        == "The target of 31 March 2025 is reached (provisional); one cannot be judged"
    )


def test_a_target_that_was_not_judged_once_due_cannot_be_judged() -> None:
    early = target(JOBS, D2, 87.0, "en voie", 80.0, as_of=D1)
    facts = made(targets=(target(RENIR, D2, 75.0, "atteinte", 76.0), early))
    assert finding(indicators_of(facts), D2, FR) == "La cible du 31 mars 2025 est atteinte; une ne peut pas être jugée"
    never = made(targets=(target(RENIR, D2, 75.0, "atteinte", 76.0),))
    assert finding(indicators_of(never), D2, FR) == "La cible du 31 mars 2025 est atteinte; une ne peut pas être jugée"


def test_what_takes_something_back_from_the_finding_is_said_below_it() -> None:
    facts = made(targets=(target(RENIR, D2, 70.0, "atteinte", 73.3, only_by_exits=True, bounds_straddle=True),))
    assert [one.replace(NB, " ") for one in reservations(indicators_of(facts), FR)] == [
        "Les doutes des sources laissent ouvert le constat de 1 cible : à confirmer.",
        "1 cible n’est atteinte que par des sorties du compte.",
    ]
    assert list(reservations(indicators_of(made(targets=(), plan=())), FR)) == []


def test_a_status_judged_at_an_earlier_date_says_so() -> None:
    facts = made(figures=(), targets=(target(RENIR, D1, 70.0, "atteinte", 71.0, as_of=D1, value_at_due=71.0),))
    (row,) = section(facts).rows()
    assert row.status.word == "atteinte (jugée au 31 mars 2024)"
    assert row.result.value.replace(NB, " ") == "71,0 %"


def test_an_indicator_of_another_plan_is_told_by_its_name() -> None:
    facts = made(plan=(point("autre", "start", D0, 5.0),), figures=(figure("autre", D2, 1, 4),), targets=())
    found = section(facts, "autre")
    assert found.headline().replace(NB, " ") == "Autre : 25 %"
    assert "Au 31 mars 2025, on compte Autre : 25 %." in said(facts, "autre")

"""The status of a target, case by case, against the text of indicators.md."""

from dataclasses import replace
from datetime import date

import pytest

from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Amendment, Indicator, TargetChange
from ovt_pipeline.targets.dated import Dated, Series, months_before
from ovt_pipeline.targets.judged import STATUSES, Judged
from ovt_pipeline.targets.status import judge, judge_plan

from .made_up import JOBS, RATE, STATUS_METHOD, day, falling, figure, figures, target

SPACE = "\u00a0"


def judged(known: list[Dated], as_of: str, due: str, value: float, indicator: Indicator = RATE) -> Judged:
    return judge(indicator, target(due, value), Series(known), day(as_of), STATUS_METHOD)


PAST = figures(d2023_03_31=51, d2023_09_30=55, d2024_03_31=60)


def test_two_figures_of_the_same_date_are_refused() -> None:
    with pytest.raises(ValueError, match="same date"):
        judged([*PAST, figure("2024-03-31", 61)], "2024-03-31", "2025-03-31", 75)


@pytest.mark.parametrize(
    ("known", "as_of", "status", "says"),
    [
        pytest.param([], "2024-03-31", "indéterminable", "pas de chiffre au 31 mars 2024", id="no figure at all"),
        pytest.param(
            figures(d2024_03_30=80, d2024_04_30=80),
            "2024-04-30",
            "indéterminable",
            "pas de chiffre au 31 mars",
            id="none at the due date",
        ),
        pytest.param(figures(d2023_03_31=51, d2024_03_31=None), "2024-03-31", "indéterminable", "pas", id="no value"),
        pytest.param(figures(d2024_03_31=70), "2024-03-31", "atteinte", "70", id="exactly the target on the day"),
        pytest.param(figures(d2024_03_31=69.99), "2024-03-31", "non atteinte", "69,99", id="just below on the day"),
        pytest.param(
            figures(d2024_03_31=70, d2024_06_30=65), "2024-06-30", "atteinte", "ne l’atteint plus", id="fell since"
        ),
        pytest.param(figures(d2024_03_31=60, d2024_06_30=69), "2024-06-30", "non atteinte", "60", id="still below"),
        pytest.param(figures(d2024_03_31=60), "2024-06-30", "non atteinte", "60", id="below, and no figure now"),
        pytest.param(
            figures(d2024_03_31=60, d2024_06_30=70), "2024-06-30", "atteinte en retard", "30 juin 2024", id="late"
        ),
        pytest.param(
            figures(d2024_03_31=60, d2024_06_30=71, d2024_09_30=72),
            "2024-09-30",
            "atteinte en retard",
            "30 juin 2024",
            id="late, the first",
        ),
        pytest.param(
            figures(d2024_03_31=60, d2024_06_30=71, d2024_09_30=66),
            "2024-09-30",
            "non atteinte",
            "ne l’est plus",
            id="late and lost again",
        ),
        pytest.param(
            figures(d2024_03_31=60, d2024_06_30=71), "2024-09-30", "non atteinte", "60", id="late, and no figure now"
        ),
        pytest.param(figures(d2023_12_31=70), "2023-12-31", "atteinte", "avant l’échéance", id="reached early"),
        pytest.param(
            figures(d2023_12_31=60, d2024_06_30=90),
            "2023-12-31",
            "indéterminable",
            "trouvé : 1",
            id="one figure; a later one is not known",
        ),
        pytest.param(
            figures(d2023_09_30=55, d2023_12_31=60), "2023-12-31", "indéterminable", "trouvé : 2", id="two figures"
        ),
    ],
)
def test_statuses_around_the_due_date(known: list[Dated], as_of: str, status: str, says: str) -> None:
    found = judged(known, as_of, "2024-03-31", 70)
    assert found.status == status
    assert says in found.reason_fr
    assert found.reason_en != found.reason_fr


@pytest.mark.parametrize(
    ("now", "status"),
    [(65.5, "en voie"), (65.45, "à risque"), (64.2, "à risque"), (64.1, "en retard"), (50, "en retard")],
)
def test_the_pace_of_twelve_months_against_the_pace_needed(now: float, status: str) -> None:
    """From 56 on 2024-03-31 to 75 on 2026-03-31, judged half way: seen now - 56, needed 75 - now, in equal months."""
    found = judged(figures(d2023_03_31=51, d2024_03_31=56, d2025_03_31=now), "2025-03-31", "2026-03-31", 75)
    assert found.status == status
    assert found.pace_needed == pytest.approx((75 - now) / 365 * 30.4375)
    assert found.pace_seen == pytest.approx((now - 56) / 365 * 30.4375)


def test_the_sentence_gives_both_paces_in_the_words_of_each_language() -> None:
    found = judged(figures(d2023_03_31=51, d2024_03_31=51, d2025_03_31=60), "2025-03-31", "2025-09-30", 75)
    assert found.reason_fr == (
        f"Il faut 2,5{SPACE}points de pourcentage par mois d’ici le 30 septembre 2025;"
        " le rythme des 12 derniers mois est de 0,8."
    )
    assert found.reason_en == (
        f"It takes 2.5{SPACE}percentage points a month until 30 September 2025; the pace of the last 12 months is 0.8."
    )


def test_without_a_figure_of_twelve_months_ago_the_pace_is_since_the_start() -> None:
    known = figures(d2023_06_30=63, d2023_09_30=65, d2023_12_31=68)
    found = judged(known, "2023-12-31", "2024-10-01", 77, JOBS)
    assert found.pace_seen == pytest.approx((68 - 62) / 275 * 30.4375)  # 62 on 2023-03-31: the plan's own
    assert f"1,0{SPACE}emploi par mois d’ici le 1er octobre 2024; le rythme depuis le 31 mars 2023" in found.reason_fr
    assert f"1.0{SPACE}jobs a month until 1 October 2024; the pace since 31 March 2023" in found.reason_en
    measured = judged([figure("2023-03-31", 60), *known], "2023-12-31", "2024-10-01", 77, JOBS)
    assert measured.pace_seen == pytest.approx((68 - 60) / 275 * 30.4375)  # the figure of that day is ours


def test_the_pace_starts_at_the_last_figure_that_is_old_enough() -> None:
    known = figures(d2023_03_31=51, d2024_02_29=54, d2024_04_01=59, d2025_03_31=60)
    found = judged(known, "2025-03-31", "2026-03-31", 75)
    assert found.pace_seen == pytest.approx((60 - 54) / 396 * 30.4375)
    assert "depuis le 29 février 2024" in found.reason_fr


def test_nothing_before_leaves_no_pace() -> None:
    late = replace(RATE, start=replace(RATE.start, day=date(2025, 1, 1)))
    known = figures(d2024_06_30=52, d2024_09_30=53, d2024_12_31=54)
    assert judged(known, "2024-12-31", "2026-03-31", 75, late).status == "indéterminable"


def test_a_value_that_displays_the_target_without_reaching_it_says_so() -> None:
    found = judged([Dated(date(2024, 3, 31), 69.6, display=f"70{SPACE}%")], "2024-03-31", "2024-03-31", 70)
    assert (found.status, found.display_differs) == ("non atteinte", True)
    assert f"s’affiche 70{SPACE}%" in found.reason_fr
    assert f"69,6{SPACE}%" in found.reason_fr
    assert "displays 70%" in found.reason_en
    assert not judged(figures(d2024_03_31=69.4), "2024-03-31", "2024-03-31", 70).display_differs


def test_bounds_on_both_sides_of_the_target_are_said() -> None:
    found = judged([figure("2024-03-31", 68, 66, 72)], "2024-03-31", "2024-03-31", 70)
    assert (found.status, found.bounds_straddle) == ("non atteinte", True)
    assert f"au 31 mars 2024, la valeur est entre 66{SPACE}% et 72{SPACE}%" in found.reason_fr
    for low, high in ((66, 69.9), (70, 72)):
        other = judged([figure("2024-03-31", 70, low, high)], "2024-03-31", "2024-03-31", 70)
        assert not other.bounds_straddle


def early(text: str, value: float, **exits_kept: float | None) -> Dated:
    """Write a preliminary figure."""
    return replace(figure(text, value), is_preliminary=True, exits_kept=exits_kept)


@pytest.mark.parametrize(
    ("known", "as_of", "status", "is_provisional"),
    [
        ([early("2024-03-31", 68), figure("2024-06-30", 69)], "2024-06-30", "non atteinte", True),
        ([figure("2024-03-31", 68), early("2024-06-30", 69)], "2024-06-30", "non atteinte", False),
        ([early("2024-03-31", 70), early("2024-06-30", 69)], "2024-06-30", "atteinte", True),
        ([figure("2024-03-31", 70), early("2024-06-30", 60)], "2024-06-30", "atteinte", False),
        ([figure("2024-03-31", 68), early("2024-06-30", 71)], "2024-06-30", "atteinte en retard", True),
        ([early("2024-03-31", 68), figure("2024-06-30", 71)], "2024-06-30", "atteinte en retard", True),
        ([early("2023-12-31", 71)], "2023-12-31", "atteinte", True),
        ([early("2023-12-31", 61)], "2023-12-31", "indéterminable", True),
        ([early("2024-02-28", 71)], "2024-03-31", "indéterminable", False),
    ],
)
def test_a_status_is_provisional_when_the_figure_it_rests_on_is(
    known: list[Dated], as_of: str, status: str, *, is_provisional: bool
) -> None:
    found = judged(known, as_of, "2024-03-31", 70)
    assert (found.status, found.is_provisional) == (status, is_provisional)
    assert found.word.fr == f"{status}{' (provisoire)' if is_provisional else ''}"
    assert found.word.en.endswith(" (provisional)") == is_provisional
    assert found.is_provisional == ("est préliminaire" in found.reason_fr) == ("provisional" in found.reason_en)


def test_the_status_is_provisional_no_more_once_its_figure_is_final() -> None:
    first = judged([early("2024-03-31", 70)], "2024-03-31", "2024-03-31", 70)
    final = judged([figure("2024-03-31", 70)], "2024-04-30", "2024-03-31", 70)
    assert (first.is_provisional, final.is_provisional) == (True, False)


KEPT, OWN = "closed_kept_not_migrated", "merged_kept_own_state"


@pytest.mark.parametrize(
    ("figures_of_rules", "as_of", "status", "other"),
    [
        ([(70.0, {KEPT: 69.9})], "2024-03-31", "atteinte", "non atteinte"),
        ([(70.0, {KEPT: 71.0, OWN: 60.0})], "2024-03-31", "atteinte", "non atteinte"),
        ([(70.0, {KEPT: None})], "2024-03-31", "atteinte", "indéterminable"),
        ([(60.0, {KEPT: 60.0}), (70.0, {KEPT: 69.0})], "2024-06-30", "atteinte en retard", "non atteinte"),
        ([(70.0, {KEPT: 69.0}), (75.0, {KEPT: 74.0})], "2024-06-30", "atteinte", "atteinte en retard"),
        ([(71.0, {KEPT: 69.0})], "2023-12-31", "atteinte", "indéterminable"),
    ],
)
def test_a_status_that_is_worse_where_what_went_is_kept_says_so(
    figures_of_rules: list[tuple[float, dict[str, float | None]]], as_of: str, status: str, other: str
) -> None:
    days = [as_of] if len(figures_of_rules) == 1 else ["2024-03-31", as_of]
    known = [replace(figure(d, v), exits_kept=kept) for d, (v, kept) in zip(days, figures_of_rules, strict=True)]
    found = judged(known, as_of, "2024-03-31", 70)
    assert (found.status, found.only_by_exits) == (status, True)
    assert found.word.fr == f"{status} (par des sorties seulement)"
    assert f"il serait « {other} »" in found.reason_fr
    assert "holds only by exits" in found.reason_en


def test_a_pace_that_exits_alone_make_is_said_too() -> None:
    known = [
        replace(figure(d, v), exits_kept={KEPT: k}) for d, v, k in (("2023-03-31", 51, 51), ("2024-03-31", 56, 56))
    ]
    now = replace(figure("2025-03-31", 66), exits_kept={KEPT: 58})
    found = judged([*known, now], "2025-03-31", "2026-03-31", 75)
    assert (found.status, found.only_by_exits) == ("en voie", True)
    assert (
        f"« en retard », avec une valeur de 58{SPACE}%, sous cette autre règle : Les unités fermées" in found.reason_fr
    )


@pytest.mark.parametrize(("value", "kept"), [(70.0, 70.0), (69.0, 10.0), (72.0, 75.0)])
def test_what_does_not_change_the_status_is_not_said(value: float, kept: float) -> None:
    found = judged([replace(figure("2024-03-31", value), exits_kept={KEPT: kept})], "2024-03-31", "2024-03-31", 70)
    assert not found.only_by_exits
    assert "sorties" not in found.reason_fr


def test_a_status_may_be_provisional_and_hold_by_exits_only() -> None:
    found = judged([early("2024-03-31", 70, **{KEPT: 60.0})], "2024-03-31", "2024-03-31", 70)
    assert found.word.fr == "atteinte (provisoire, par des sorties seulement)"
    assert found.word.en == "reached (provisional, only by exits)"


def test_reached_late_says_the_doubts_of_the_due_date_too() -> None:
    known = [figure("2024-03-31", 69.6, 69, 71), figure("2024-06-30", 72, 72, 72)]
    found = judged(known, "2024-06-30", "2024-03-31", 70)
    assert (found.status, found.display_differs, found.bounds_straddle) == ("atteinte en retard", True, True)
    assert "Arrondie, la valeur du 31 mars 2024" in found.reason_fr
    assert "on 31 March 2024 the value is between" in found.reason_en


def test_a_falling_indicator_is_judged_the_other_way() -> None:
    start = replace(falling(RATE), start=replace(RATE.start, value=40))
    assert judged(figures(d2024_03_31=30), "2024-03-31", "2024-03-31", 30, start).status == "atteinte"
    assert judged(figures(d2024_03_31=30.4), "2024-03-31", "2024-03-31", 30, start).display_differs
    known = figures(d2023_03_31=40, d2024_03_31=35, d2025_03_31=29)
    assert judged(known, "2025-03-31", "2026-03-31", 23, start).status == "en voie"
    assert judged(known, "2025-03-31", "2026-03-31", 22, start).status == "à risque"
    assert judged(known, "2025-03-31", "2026-03-31", 10, start).status == "en retard"
    assert "\u22121,6" in judged(known, "2025-03-31", "2026-03-31", 10, start).reason_fr


def test_a_plan_judges_by_the_targets_in_force_that_day_and_is_replayed() -> None:
    due = JOBS.targets[0].day
    change = TargetChange(due, 70, indicator=JOBS.id, change="set")
    said = {"reason_fr": "Cible revue", "reason_en": "Target reviewed", "source": "SYNTHÉTIQUE"}
    amendment = Amendment(day=date(2024, 6, 1), changes=(change,), **said)
    plan = replace(load_plan(), amendments=(amendment,))
    known = [figure("2024-03-31", 72), figure("2024-05-31", 73), figure("2024-06-01", 73)]
    before, after = (
        {one.due: (one.status, one.target_value) for one in judge_plan(plan, JOBS.id, Series(known), day(as_of))}
        for as_of in ("2024-05-31", "2024-06-01")
    )
    assert len(before) == len(after) == len(JOBS.targets)
    assert (before[due], after[due]) == (("non atteinte", 77), ("atteinte", 70))


@pytest.mark.parametrize(
    ("text", "months", "expected"),
    [
        ("2025-03-31", 12, "2024-03-31"),
        ("2025-02-28", 12, "2024-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-01-31", 1, "2024-12-31"),
    ],
)
def test_months_before(text: str, months: int, expected: str) -> None:
    assert months_before(day(text), months) == day(expected)


def test_the_statuses_are_those_of_the_rules() -> None:
    assert set(STATUSES) == {
        "atteinte", "non atteinte", "atteinte en retard", "en voie", "à risque", "en retard", "indéterminable",
    }  # fmt: skip

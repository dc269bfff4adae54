"""What changed between two judgements of the same targets, each change once, in French and in English."""

from dataclasses import replace

import pytest

from ovt_pipeline.targets.dated import Series
from ovt_pipeline.targets.judged import Judged
from ovt_pipeline.targets.status import judge
from ovt_pipeline.targets.transitions import Event, transitions

from .made_up import JOBS, RATE, STATUS_METHOD, day, figures, target

KNOWN = figures(d2023_03_31=51, d2023_06_30=52, d2024_03_31=56, d2024_12_31=65, d2025_03_31=75, d2025_06_30=74)
BOTH = {one.id: one for one in (RATE, JOBS)}


def at(as_of: str, due: str = "2025-03-31", value: float = 75) -> Judged:
    return judge(RATE, target(due, value), Series(KNOWN), day(as_of), STATUS_METHOD)


def changed(before: Judged, after: Judged, **status: str) -> list[str]:
    """Return the kinds of events, with other statuses than those judged."""
    old = replace(before, status=status.get("old", before.status))
    new = replace(after, status=status.get("new", after.status))
    return [one.kind for one in transitions([old], [new], BOTH)]


def test_an_unknown_indicator_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        transitions([at("2024-12-31")], [at("2025-03-31")], {})


def test_nothing_changes_between_equal_judgements() -> None:
    assert transitions([at("2024-12-31")], [at("2024-12-31")], BOTH) == ()


def test_an_indicator_that_one_list_lacks_gives_no_event() -> None:
    assert transitions([], [at("2024-12-31")], BOTH) == ()
    assert transitions([at("2024-12-31")], [], BOTH) == ()


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("en voie", "à risque", ["threshold"]),
        ("en retard", "en voie", ["threshold"]),
        ("indéterminable", "en voie", ["threshold"]),
        ("en voie", "indéterminable", ["threshold"]),
        ("en voie", "atteinte", ["reached"]),
        ("non atteinte", "atteinte en retard", ["reached"]),
        ("atteinte", "en retard", ["lost"]),
        ("atteinte en retard", "non atteinte", ["lost"]),
        ("atteinte", "indéterminable", ["threshold"]),
        ("atteinte", "atteinte", []),
    ],
)
def test_a_change_of_status_is_one_event(old: str, new: str, kinds: list[str]) -> None:
    assert changed(at("2024-03-31"), at("2024-12-31"), old=old, new=new) == kinds


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("en retard", "non atteinte", ["due_passed"]),
        ("en voie", "atteinte", ["due_passed", "reached"]),
        ("atteinte", "atteinte", ["due_passed"]),
        ("atteinte", "non atteinte", ["due_passed", "lost"]),
    ],
)
def test_the_due_date_is_an_event_of_its_own(old: str, new: str, kinds: list[str]) -> None:
    assert changed(at("2024-12-31"), at("2025-03-31"), old=old, new=new) == kinds
    assert "due_passed" not in changed(at("2025-03-31"), at("2025-06-30"), old=old, new=new)


@pytest.mark.parametrize(
    ("as_of", "status", "provisional", "kinds"),
    [
        ("2025-03-31", "atteinte", (True, False), ["confirmed"]),
        ("2025-03-31", "non atteinte", (True, False), ["confirmed"]),
        ("2025-03-31", "atteinte", (False, True), ["unsettled"]),
        ("2025-03-31", "atteinte", (True, True), []),
        ("2025-03-31", "atteinte en retard", (False, True), []),
        ("2024-12-31", "en voie", (False, True), []),
    ],
)
def test_a_judgement_of_a_due_date_that_is_confirmed_or_unsettled_is_an_event(
    as_of: str, status: str, provisional: tuple[bool, bool], kinds: list[str]
) -> None:
    before, after = (replace(at(as_of), status=status, is_provisional=one) for one in provisional)
    assert [one.kind for one in transitions([before], [after], BOTH)] == kinds


def test_the_sentence_of_an_event_has_the_word_of_the_status() -> None:
    provisional = replace(at("2025-03-31"), is_provisional=True)
    (reached,) = [one for one in transitions([at("2024-12-31")], [provisional], BOTH) if one.kind == "reached"]
    (confirmed,) = transitions([provisional], [at("2025-06-30")], BOTH)
    assert "est atteinte (provisoire) (valeur" in reached.sentence.fr
    assert "is reached, and this is no longer provisional." in confirmed.sentence.en


def test_amendments_show_as_targets_changed_added_and_removed() -> None:
    before = [at("2024-12-31", "2025-03-31", 75), at("2024-12-31", "2025-12-31", 80)]
    after = [at("2024-12-31", "2025-03-31", 73), at("2024-12-31", "2026-06-30", 80)]
    found = transitions(before, after, BOTH)
    changed, removed, added = found
    assert [one.kind for one in found] == ["target_changed", "target_removed", "target_added"]
    assert (removed.after, added.before) == (None, None)
    assert "passe de 75\u00a0% à 73\u00a0%" in changed.sentence.fr
    assert "goes from 75% to 73%" in changed.sentence.en


def test_the_sentences_name_the_indicator_the_target_and_the_statuses() -> None:
    found: tuple[Event, ...] = transitions([at("2024-12-31")], [at("2025-03-31")], BOTH)
    assert [one.kind for one in found] == ["due_passed", "reached"]
    reached = found[1]
    assert (reached.before, reached.after, reached.as_of) == (at("2024-12-31").status, "atteinte", day("2025-03-31"))
    assert reached.sentence.fr == (
        f"{RATE.name_fr} : la cible de 75\u00a0% pour le 31 mars 2025 est atteinte"
        " (valeur au 31 mars 2025 : 75\u00a0%)."
    )
    assert reached.sentence.en == (
        f"{RATE.name_en}: the target of 75% for 31 March 2025 is reached (value on 31 March 2025: 75%)."
    )

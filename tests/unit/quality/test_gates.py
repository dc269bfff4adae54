"""What fails as a whole refuses as a whole: each gate at its bound, and what it leaves alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ovt_pipeline.deliveries.delivery import Delivery, is_judged
from ovt_pipeline.quality.gates import tolerated

from .nights import Nights
from .tables import Cells

FIRST, NEXT, LAST = "2024-03-31", "2024-04-14", "2024-04-28"
PERSON = "Zéphirine"


def units(count: int, first: int = 1, **cells: str) -> list[Cells]:
    return [{"no_unite": f"SQ-{n:04d}", **cells} for n in range(first, first + count)]


def links(count: int, first: int = 1, **cells: str) -> list[Cells]:
    return [{"id_lien_ritm": f"RITM-{n:04d}", **cells} for n in range(first, first + count)]


def rgt(count: int, first: int = 1, **cells: str) -> list[Cells]:
    return [{"id_lien_rgt": f"RGT-{n:04d}", **cells} for n in range(first, first + count)]


def pairs(count: int, first: int = 1, **cells: str) -> list[Cells]:
    return [
        {"id_lien_ritm": f"RITM-{n:04d}", "id_lien_rgt": f"RGT-{n:04d}", **cells} for n in range(first, first + count)
    ]


CLOSED = {"statut": "Fermée", "date_fermeture": "2024-02-01"}


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    """Return an empty store."""
    return Nights(tmp_path / "lots")


def code(found: Delivery) -> str | None:
    return found.refusal_code


def twice(nights: Nights, before: Sequence[Cells], now: Sequence[Cells]) -> Delivery:
    """Receive units twice, a fortnight apart; return the second delivery."""
    assert code(nights.receive("renir_unites", FIRST, unites=before)) is None
    return nights.receive("renir_unites", NEXT, unites=now)


@pytest.mark.parametrize(
    ("checked", "limit", "few", "wanted"),
    [(0, 30, 5, 0), (1, 30, 5, 0), (4, 30, 5, 3), (5, 30, 5, 4), (100, 30, 5, 30)],
)
def test_a_share_acts_when_five_rows_are_concerned_or_all(checked: int, limit: int, few: int, wanted: int) -> None:
    assert max(0, tolerated(checked, limit, few)) == wanted


@pytest.mark.parametrize(("bad", "refused"), [(30, None), (31, "OVT-F50")])
def test_more_than_thirty_percent_of_rejected_rows(bad: int, refused: str | None, nights: Nights) -> None:
    found = nights.receive("renir_unites", FIRST, unites=[*units(100 - bad), *units(bad, 500, statut=PERSON)])
    assert code(found) == refused
    if refused:
        assert "31 lignes rejetées sur 100" in str(found.refusal_fr)
        assert "« Statut » (31)" in str(found.refusal_en)
        assert PERSON not in str(found)


def test_four_rejected_rows_of_five_pass_and_all_of_them_do_not(nights: Nights) -> None:
    assert code(nights.receive("renir_unites", FIRST, unites=[*units(1), *units(4, 50, code_region="x")])) is None
    assert code(nights.receive("renir_unites", NEXT, unites=units(1, 90, code_region="x"))) == "OVT-F50"


@pytest.mark.parametrize(
    ("before", "now", "refused"),
    [(100, 70, None), (100, 69, "OVT-F12"), (10, 6, None), (10, 5, "OVT-F12"), (3, 1, None), (100, 300, None),
     (100, 301, "OVT-F13"), (1, 5, None), (1, 6, "OVT-F13")],
)  # fmt: skip
def test_rows_are_held_to_70_and_300_percent(before: int, now: int, refused: str | None, nights: Nights) -> None:
    assert code(twice(nights, units(before), units(now))) == refused


def test_rows_with_a_known_end_are_no_loss_and_their_return_is_no_growth(nights: Nights) -> None:
    assert code(twice(nights, [*units(20), *units(80, 100, **CLOSED)], units(20))) is None
    again = [*units(20), *units(80, 100, **CLOSED)]
    assert code(nights.receive("renir_unites", LAST, unites=again[:-1])) is None


@pytest.mark.parametrize(("gone", "refused"), [(30, None), (31, "OVT-F51")])
def test_more_than_thirty_percent_of_the_keys_gone(gone: int, refused: str | None, nights: Nights) -> None:
    found = twice(nights, units(100), [*units(100 - gone), *units(gone, 900)])
    assert code(found) == refused
    if refused:
        assert "du 2024-03-31" in str(found.refusal_fr)
        assert "31 absents sur 100" in str(found.refusal_fr)


def test_the_same_key_in_another_spelling_is_not_gone(nights: Nights) -> None:
    assert code(twice(nights, units(10), [{"no_unite": f"sq‑{n:04d}"} for n in range(1, 11)])) is None


def test_a_rejected_row_keeps_its_key_listed(nights: Nights) -> None:
    assert code(twice(nights, units(20), [*units(15), *units(5, 16, code_region="x")])) is None


@pytest.mark.parametrize(("filled", "refused"), [(50, None), (49, "OVT-F54")])
def test_a_column_filled_less_than_half_as_before(filled: int, refused: str | None, nights: Nights) -> None:
    rows = [*units(filled), *units(100 - filled, filled + 1, statut="", date_migration="")]
    found = twice(nights, units(100), rows)
    assert code(found) == refused
    if refused:
        assert "« Statut », « Date de migration »" in str(found.refusal_fr)
        assert "49 cellules remplies au lieu de 100" in str(found.refusal_fr)


def test_a_column_filled_nineteen_times_may_be_emptied_and_so_may_one_that_no_contract_lists(nights: Nights) -> None:
    assert code(twice(nights, units(19), units(19, statut="", date_migration=""))) is None
    assert code(nights.receive("renir_unites", LAST, unites=units(19, unite_existante=""))) is None


def test_an_unreadable_cell_is_filled(nights: Nights) -> None:
    found = twice(nights, units(30), [*units(10), *units(20, 11, date_migration="hier")])
    assert code(found) == "OVT-F50"  # the rows are rejected, the column is not emptied


def with_pairs(nights: Nights, day: str, known: Sequence[Cells], told: Sequence[Cells]) -> Delivery:
    return nights.receive("rgt_liens", day, liens=known, correspondance=told)


def test_pairs_are_not_judged_without_a_lot_of_the_other_export(nights: Nights) -> None:
    assert code(with_pairs(nights, FIRST, rgt(50), pairs(50))) is None


@pytest.mark.parametrize(("unknown", "refused"), [(10, None), (11, "OVT-F52")])
def test_pairs_whose_ritm_link_no_lot_has_whichever_file_comes_last(
    unknown: int, refused: str | None, nights: Nights, tmp_path: Path
) -> None:
    assert code(nights.receive("ritm_liens", FIRST, liens=links(50 - unknown))) is None
    found = with_pairs(nights, FIRST, rgt(50), pairs(50))
    assert code(found) == refused
    other = Nights(tmp_path / "other")
    assert code(with_pairs(other, FIRST, rgt(50), pairs(50))) is None
    last = other.receive("ritm_liens", FIRST, liens=links(50 - unknown))
    assert code(last) == refused
    if refused:
        assert "ritm_liens du 2024-03-31" in str(found.refusal_fr)
        assert "rgt_liens du 2024-03-31" in str(last.refusal_fr)
        assert "11 paires inconnues sur 50" in str(found.refusal_fr)


def test_a_ritm_link_that_any_lot_names_is_known_and_one_of_a_replaced_lot_is_not(nights: Nights) -> None:
    nights.receive("ritm_liens", FIRST, liens=links(50))
    nights.receive("ritm_liens", NEXT, liens=links(38))
    assert code(with_pairs(nights, NEXT, rgt(50), pairs(50))) is None
    renamed = nights.receive("ritm_liens", FIRST, liens=[{"id_lien_ritm": f"X{n}"} for n in range(50)])
    assert code(renamed) == "OVT-F51"


@pytest.mark.parametrize(("unknown", "refused"), [(10, None), (11, "OVT-F53")])
def test_pairs_whose_rgt_link_is_in_no_lot_nor_in_the_file(unknown: int, refused: str | None, nights: Nights) -> None:
    nights.receive("ritm_liens", FIRST, liens=links(50))
    found = with_pairs(nights, FIRST, rgt(50 - unknown), pairs(50))
    assert code(found) == refused


def test_pairs_of_ended_links_may_leave(nights: Nights) -> None:
    nights.receive("ritm_liens", FIRST, liens=links(60))
    assert code(with_pairs(nights, FIRST, rgt(60), pairs(60))) is None
    ended = links(30, 31, statut="Débranché", date_debranchement="2024-04-01", motif_fin="Migration RGT")
    assert code(nights.receive("ritm_liens", NEXT, liens=[*links(30), *ended])) is None
    assert code(with_pairs(nights, NEXT, rgt(60), pairs(30))) is None


def test_pairs_may_all_be_missing_where_there_were_none_and_not_where_there_were(nights: Nights) -> None:
    assert code(with_pairs(nights, FIRST, rgt(10), [])) is None
    assert code(with_pairs(nights, NEXT, rgt(10), pairs(10))) is None
    assert code(with_pairs(nights, LAST, rgt(11), [])) == "OVT-F12"


def test_obligatoire_emptied_is_seen_though_a_blank_reads_oui(nights: Nights) -> None:
    assert code(with_pairs(nights, FIRST, rgt(40), pairs(40, obligatoire="Non"))) is None
    assert code(with_pairs(nights, NEXT, rgt(40), pairs(40, obligatoire=""))) == "OVT-F54"


def test_a_redelivery_is_compared_with_the_date_before_else_with_what_it_replaces(nights: Nights) -> None:
    assert code(nights.receive("renir_unites", FIRST, unites=units(100))) is None
    assert code(nights.receive("renir_unites", FIRST, unites=units(50))) == "OVT-F12"
    assert code(nights.receive("renir_unites", NEXT, unites=units(80))) is None
    assert code(nights.receive("renir_unites", NEXT, unites=units(71))) is None


def test_jobs_end_by_their_last_movement(nights: Nights) -> None:
    nights.receive("municipalites", "2023-03-01", municipalites=[{}])
    moves = [{"id_emploi": f"E-{n}", "date_effet": "2020-01-01"} for n in range(40)]
    back = [{**m, "no_evenement": "2", "type_mouvement": "Retour", "date_effet": "2024-01-01"} for m in moves[20:]]
    assert code(nights.receive("rh_regionalisation", FIRST, mouvements=[*moves, *back])) is None
    assert code(nights.receive("rh_regionalisation", NEXT, mouvements=moves[:20])) is None
    assert code(nights.receive("rh_regionalisation", LAST, mouvements=[*moves[:10], *moves[20:30]])) == "OVT-F12"


def test_a_refusal_that_compares_stands_until_the_lots_it_compared_with_change(nights: Nights) -> None:
    nights.receive("renir_unites", FIRST, unites=units(100))
    refused = nights.receive("renir_unites", LAST, unites=units(50))
    terms = (refused.export, refused.sha256, refused.extraction_date), refused.contract_digest
    assert refused.rests_on == (nights.known[0].delivery_id,)
    assert is_judged(nights.store.deliveries(), *terms)
    assert not is_judged([d for d in nights.known if not d.accepted], *terms)  # withdrawn
    nights.receive("renir_unites", FIRST, unites=units(99))  # replaced
    assert not is_judged(nights.store.deliveries(), *terms)


def test_a_refusal_that_compares_with_no_lot_stands_whatever_comes(nights: Nights) -> None:
    nights.receive("renir_unites", FIRST, unites=units(100))
    refused = nights.receive("renir_unites", LAST, unites=units(100, code_region="x"))
    assert (code(refused), refused.rests_on) == ("OVT-F50", ())
    nights.receive("renir_unites", NEXT, unites=units(101))
    assert is_judged(nights.known, (refused.export, refused.sha256, refused.extraction_date), refused.contract_digest)

"""The sample deliveries: marked, repeatable, accepted, and displaying the plan's starting values when computed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drafts.reading_here import reading_here

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.figures.compute import computed
from ovt_pipeline.figures.inputs import inputs_from
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.reading.front import read_file
from ovt_pipeline.samples import SAMPLE_DATES, write_samples
from ovt_pipeline.settings import PROJECT

SEEDS, SIZES = (2023, 1, 7), (20, 240, 1000)
TARGETS = {"renir_units_migrated": {70, 75}, "ritm_links_migrated": {15, 40}, "jobs_regionalised": {77, 87}}
WORLDS = [(2023, size) for size in SIZES] + [(seed, 240) for seed in SEEDS[1:]]
SHARED_OUT = [pytest.param(*one, marks=[pytest.mark.slow] * (one != (2023, 240))) for one in WORLDS]
Shown = dict[tuple[str, date, str], float | None]  # indicator, as_of, region → value


@contextmanager
def received(seed: int, size: int) -> Iterator[tuple[LotStore, list[Delivery]]]:
    """Give the lots of the samples of a seed and a size, and what was received."""
    with TemporaryDirectory() as place, reading_here():
        write_samples(Path(place) / "in", seed=seed, size=size)
        store, contracts = LotStore(Path(place) / "lots"), load_contracts()
        store.root.mkdir()
        receiver = Receiver(Inbox(Path(place) / "in"), store, SystemClock(), contracts, judge_delivery)
        needed_first = sorted(contracts.values(), key=lambda contract: len(contract.needs))
        yield store, [one for contract in needed_first for one in receiver.receive(contract).new]


@cache
def shown(seed: int, size: int) -> Shown:
    """Return the figures of the samples of a seed and a size, once all of them are accepted."""
    with received(seed, size) as (store, deliveries):
        assert [(d.verdict, d.is_synthetic) for d in deliveries] == [("accepted", True)] * 15
        inputs, found = inputs_from(store), Shown()
        for indicator in inputs.indicators:
            with computed(inputs, indicator, SAMPLE_DATES) as con:
                rows = con.execute("SELECT as_of, region_code, value FROM new_figures").fetchall()
            found |= {(indicator.id, day, region): value for day, region, value in rows}
        return found


def displayed(figures: Shown, indicator: str) -> list[int]:
    return [int((figures[indicator, day, "00"] or 0) + 0.5) for day in SAMPLE_DATES]


@pytest.mark.parametrize(("seed", "size"), SHARED_OUT)
def test_the_first_figures_are_the_starting_values_and_the_next_ones_move_short_of_the_targets(
    seed: int, size: int
) -> None:
    figures = {indicator: displayed(shown(seed, size), indicator) for indicator in TARGETS}
    assert [one[0] for one in figures.values()] == [51, 11, 62]
    if seed == SEEDS[0]:
        assert [name for name, one in figures.items() if one != sorted(set(one)) or TARGETS[name] & set(one[1:])] == []


@pytest.mark.slow
def test_every_region_occurs() -> None:
    figures = shown(2023, 20)
    for rate in ("renir_units_migrated", "ritm_links_migrated"):
        regions = {region for name, _, region in figures if name == rate}
        assert {region for region in regions if figures[rate, SAMPLE_DATES[0], region] is not None} == regions


def test_the_committed_samples_are_those_of_the_default_seed_and_another_seed_gives_others(tmp_path: Path) -> None:
    written = {p.relative_to(tmp_path / "a"): p.read_bytes() for p in write_samples(tmp_path / "a")}
    committed = PROJECT / "sources" / "samples"
    assert {path: (committed / path).read_bytes() for path in written} == written
    others = {p.relative_to(tmp_path / "b"): p.read_bytes() for p in write_samples(tmp_path / "b", seed=6)}
    assert others.keys() == written.keys()
    same = {path.parts[0] for path, content in others.items() if content == written[path]}
    assert same == {"municipalites"}, "the list of places is no draw"


def test_too_small_a_size_is_an_error_and_dates_choose_the_deliveries(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="20"):
        write_samples(tmp_path, size=19)
    assert not list(tmp_path.iterdir())
    assert len(write_samples(tmp_path, size=20, dates=[date(2024, 9, 30)])) == len(load_contracts())


def test_personal_columns_hold_nobody() -> None:
    """Read them as if they were none: a person who reads a sample sees made-up names only."""
    (path,) = (PROJECT / "sources" / "samples" / "rh_regionalisation").glob("*2025-03-31.xlsx")
    assert "Nomfictif" not in repr(read_file(path, load_contracts()["rh_regionalisation"]))
    names, mails = columns(path, "Nom", "Courriel")
    assert {name[:9] for name in names} == {"Nomfictif"}
    assert all(mail.endswith("@exemple.invalid") for mail in mails)


def columns(path: Path, *headers: str) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - for this alone

    _, header, *rows = load_workbook(path)["mouvements"].iter_rows(values_only=True)
    return [[str(row[header.index(one)]) for row in rows if row[header.index(one)]] for one in headers]

"""What the pages say of a release: everything, in both languages, escaped, without a value, the same each time."""

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import OvtError, error_text
from ovt_pipeline.reports.quality_pages import render, write
from ovt_pipeline.reports.quality_pages.chart import chart
from ovt_pipeline.reports.quality_pages.write import make_pages
from ovt_pipeline.warehouse.place import Warehouse

from .reader import Page, number
from .releases import CANARY, LATE, ODD, REFUSED, SOUND, UNKNOWN, Told, delivery, published, result


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = published(tmp_path_factory.mktemp("pages"))
    make_pages(warehouse)
    return warehouse


def texts(warehouse: Warehouse) -> dict[str, str]:
    folder = warehouse.root / "reports" / "2024-06-30"
    return {lang: (folder / name).read_text("utf-8") for lang, name in (("fr", "qualite.html"), ("en", "quality.html"))}


def pages(warehouse: Warehouse) -> dict[str, Page]:
    return {lang: Page(text) for lang, text in texts(warehouse).items()}


def test_a_hostile_file_name_stays_text(house: Warehouse) -> None:
    for text in texts(house).values():
        page = Page(text)
        assert {"img", "script"} & {tag for tag, _ in page.elements} == set()
        assert [name for _, attrs in page.elements for name in attrs if name.startswith("on")] == []
        assert "\u202e" not in text
        assert any("<img src=x onerror=alert(1)>&\"'‹U+202E›gnp" in said for said in page.said["dd"])


def test_hostile_texts_of_rules_and_identifiers_stay_text(tmp_path: Path) -> None:
    bad = "</title></style><script>alert(1)</script>{{ 7 * 7 }}"
    one = delivery(bad, "2024-03-31", code=bad, file=bad)
    told = Told([one], [(one[0], bad, bad, 1, 1, False, bad, bad), ("release", bad, bad, 1, 1, False, bad, bad)])
    warehouse = published(tmp_path, told)
    make_pages(warehouse)
    for text in texts(warehouse).values():
        assert "script" not in {tag for tag, _ in Page(text).elements}
        assert Page(text).badly_closed == []
        assert "{{ 7 * 7 }}" in text


def test_no_value_of_the_release_is_ever_shown(house: Warehouse) -> None:
    assert [lang for lang, text in texts(house).items() if CANARY in text] == []


def test_nothing_comes_from_elsewhere(house: Warehouse) -> None:
    for text in texts(house).values():
        assert re.findall(r"(?i)https?:|//|url\(|@import|<script|<link|<iframe|javascript:", text) == []
        page = Page(text)
        assert list(page.values("src")) == []
        anchors = {f"#{name}" for name in page.values("id")}
        assert set(page.values("href")) <= anchors | {"qualite.html", "quality.html"}


def test_both_languages_have_the_same_structure_and_the_same_numbers(house: Warehouse) -> None:
    french, english = (pages(house)[lang] for lang in ("fr", "en"))
    spoken = {"lang", "hreflang", "href", "aria-label"}
    shapes = [
        [(tag, {k: v for k, v in a.items() if k not in spoken}) for tag, a in p.elements] for p in (french, english)
    ]
    assert shapes[0] == shapes[1]
    cells = [
        [re.findall(r"\d+", cell.replace(",", ".")) for _, rows in p.tables for row in rows for cell in row]
        for p in (french, english)
    ]
    assert cells[0] == cells[1]
    assert [attrs["lang"] for tag, attrs in french.elements + english.elements if tag == "html"] == ["fr", "en"]
    assert "quality.html" in french.values("href")
    assert "qualite.html" in english.values("href")
    assert french.said["h2"] != english.said["h2"]


def test_every_delivery_and_every_rule_is_there_with_the_counts_of_sql(house: Warehouse) -> None:
    with open_current(house) as con:
        query = "SELECT subject, rule_id, failed, checked FROM quality_results ORDER BY ALL"
        expected = con.execute(query).fetchall()
        kept_out = dict(con.execute("SELECT rule_id, count(*) FROM quarantine GROUP BY ALL").fetchall())
    page = pages(house)["en"]
    heads = {"Questions asked": "release"} | {
        f"Rules applied to delivery {d[0]}"[:60]: d[0] for d in (SOUND, LATE, UNKNOWN)
    }
    heads["Rules applied to delivery liens/2024-06-30"] = ODD[0]
    found = [(subject, r[0], number(r[2]), number(r[3])) for head, subject in heads.items() for r in page.rows(head)]
    assert sorted(found) == expected
    (rejected,) = [row for row in page.rows(f"Rules applied to delivery {SOUND[0]}") if row[0] == "L-R01"]
    assert number(rejected[4]) == kept_out["L-R01"]
    assert len(page.said["h4"]) == len([SOUND, ODD, LATE, REFUSED, UNKNOWN])
    for one in (SOUND, LATE, REFUSED, UNKNOWN):
        assert any(one[4] in said for said in page.said["dd"])


def test_each_rule_says_where_it_failed_and_each_export_its_trend(house: Warehouse) -> None:
    page = pages(house)["fr"]
    rules = {row[0]: row for row in page.rows("Règles appliquées à liens,")}
    assert [number(rules["L-D20"][n]) for n in (3, 4, 5)] == [2, 2, 1236]
    assert rules["L-D20"][7] == "2024-03-31(1\u00a0234)2024-06-30(2)"
    assert rules["L-R01"][7] == "2024-03-31(4)"
    trend = page.rows("Livraisons de liens")
    assert [row[0] for row in trend] == ["2023-03-31", "2024-03-31", "2024-06-30"]
    assert [row[5] for row in trend] == ["0,0\u00a0%", "<\u00a00,1\u00a0%", "12,5\u00a0%"]
    assert [row[6] for row in trend] == ["–", "1\u00a0234", "2"]


def test_a_refusal_shows_its_code_and_its_title(house: Warehouse) -> None:
    page = pages(house)["fr"]
    assert any(f"OVT-F01 {error_text('OVT-F01', 'fr')}" in said for said in page.said["dd"])
    assert any("OVT-F99" in said for said in page.said["dd"])  # a code of another version of the program
    assert "sans date" in page.said["h4"][-1]
    unites = page.rows("Livraisons et lignes")[1]
    assert unites[1:5] == ["2", "0", "2", "0"]


def test_what_was_not_checked_is_not_green(house: Warehouse) -> None:
    (row,) = pages(house)["en"].rows(f"Rules applied to delivery {LATE[0]}")
    assert row[1] == "○ nothing to check"
    assert [r[1] for r in pages(house)["en"].rows("Questions asked")] == ["✓ met", "✗ not met"]


def test_the_synthetic_mark_is_at_the_top_and_on_each_printed_page(house: Warehouse, tmp_path: Path) -> None:
    for text, word in zip(texts(house).values(), ("SYNTHÉTIQUE", "SYNTHETIC"), strict=True):
        assert word in Page(text).said["p"][0]
        assert f'@top-center {{ content: "{word}"' in text
        assert 'class="watermark"' in text
    real = published(
        tmp_path, Told([(*SOUND[:-1], False)], [result(SOUND[0], "L-R01", "rejection", 4, 1)], synthetic=False)
    )
    make_pages(real)
    assert [t for t in texts(real).values() if re.search("SYNTH[ÉE]TI", t)] == []


@pytest.mark.parametrize("deliveries", [[], [SOUND], [REFUSED], [REFUSED, UNKNOWN]])
def test_a_release_with_nothing_refused_only_refused_or_nothing(
    tmp_path: Path, deliveries: list[tuple[object, ...]]
) -> None:
    warehouse = published(tmp_path, Told(deliveries, []))
    made = make_pages(warehouse)
    assert (made.deliveries, made.refused) == (len(deliveries), sum(d[11] == "refused" for d in deliveries))
    for page in pages(warehouse).values():
        assert page.badly_closed == []
        assert len(page.said.get("h4", [])) == len(deliveries)


def test_the_page_can_be_read_without_seeing_it(house: Warehouse) -> None:
    for page in pages(house).values():
        assert (page.badly_closed, page.open) == ([], [])
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert [b for a, b in pairwise(levels) if b > a + 1 or b == 1] == []
        tags = [tag for tag, _ in page.elements]
        assert tags.count("table") == tags.count("caption")
        assert [a for tag, a in page.elements if tag == "th" and a.get("scope") not in {"col", "row"}] == []
        assert [
            a for tag, a in page.elements if tag == "svg" and not (a.get("role") == "img" and a.get("aria-label"))
        ] == []
        assert len(set(page.values("id"))) == len(list(page.values("id")))


def test_the_same_release_gives_the_same_bytes(house: Warehouse) -> None:
    before = texts(house)
    make_pages(house)
    assert texts(house) == before
    assert "2026-01-01 à 22:04 (heure de Toronto)" in before["fr"]
    assert [p.name for p in (house.root / "reports" / "2024-06-30").iterdir() if p.name.startswith(".")] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    warehouse = published(tmp_path)
    (tmp_path / "reports").mkdir(mode=0o500)
    with pytest.raises(OvtError, match="OVT-P14"):
        make_pages(warehouse)


def test_a_failure_is_told_and_leaves_the_pages_and_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = published(tmp_path)
    make_pages(warehouse)
    before, release = texts(warehouse), warehouse.public.resolve().read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "sync", full)
    with pytest.raises(OvtError, match="OVT-P14") as raised:
        make_pages(warehouse)
    assert (raised.value.exit_code, raised.value.fields["found"]) == (0, "No space left on device")
    assert texts(warehouse) == before
    assert warehouse.public.resolve().read_bytes() == release
    assert sorted(p.name for p in (tmp_path / "reports" / "2024-06-30").iterdir()) == ["qualite.html", "quality.html"]


def test_an_unexpected_error_never_shows_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = published(tmp_path)

    def burst(*_: object) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr(write, "render", burst)
    with pytest.raises(OvtError, match="OVT-P14") as raised:
        make_pages(warehouse)
    assert raised.value.fields["found"] == "ValueError"
    assert CANARY not in raised.value.line("fr")


def test_without_a_release_there_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(OvtError, match="OVT-P14"):
        make_pages(Warehouse(tmp_path))
    assert not (tmp_path / "reports").exists()


def test_every_sentence_is_asked_for_and_every_code_of_a_release_has_a_word() -> None:
    room = Path(render.__file__).parent
    asked = "".join(p.read_text(encoding="utf-8") for p in [*room.rglob("*.html"), *room.glob("*.py")])
    codes = {"severity", "verdict"}
    written = set(entries("quality_pages"))
    assert [key for key in written if f'"{key}"' not in asked and key.split("_")[0] not in codes] == []
    severities = {"refusal", "rejection", "doubt", "remark", "blocking", "warning"}
    assert {key.removeprefix("severity_") for key in written if key.startswith("severity_")} == severities
    assert {"verdict_accepted", "verdict_refused"} < written


def test_bars_stay_within_the_drawing() -> None:
    assert chart([], []).bars == ()
    drawn = chart([0.0, None, 1e-9, 5.0], [False, True, False, False])
    assert [bar.height for bar in drawn.bars] == [0.0, 0.0, 2.0, 36.0]
    assert [bar.hollow for bar in drawn.bars] == [False, True, False, False]
    many = chart([1.0] * 2000, [False] * 2000)
    assert many.width <= 240
    assert all(bar.x + bar.width <= many.width + 0.1 for bar in many.bars)


def test_a_page_shows_the_last_deliveries_received_and_counts_the_older_ones(tmp_path: Path) -> None:
    rows = [delivery("liens", "2024-03-31", file=f"lot{n:02}.xlsx") for n in range(15)]
    received = [(*row[:3], f"2026-01-{30 - n:02} 03:04:05", *row[4:]) for n, row in enumerate(rows)]
    other = delivery("unites", "2024-03-31")
    warehouse = published(tmp_path, Told([*received, other], [result(row[0], "L-R01", "remark", 4, 1) for row in rows]))
    assert make_pages(warehouse).deliveries == 13
    for lang, text in texts(warehouse).items():
        shown = [name for name in (f"lot{n:02}.xlsx" for n in range(15)) if name in text]
        assert shown == [f"lot{n:02}.xlsx" for n in range(12)], lang
        assert "(3)" in text


def test_a_page_that_shows_every_delivery_speaks_of_no_older_one(house: Warehouse) -> None:
    assert [lang for lang, text in texts(house).items() if "quality_results" in text] == []

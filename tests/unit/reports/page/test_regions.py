"""What is told by place: a map of a rate, groups, gaps, one table; and why there is none."""

from dataclasses import replace

from ovt_pipeline.reports.page.facts import Facts
from ovt_pipeline.reports.page.render import render_report
from ovt_pipeline.reports.told.database import Place

from .made import D2, JOBS, NB, RENIR, figure, made
from .reader import flat, page_of

LINKS = "ritm_links_migrated"


def by_region() -> Facts:
    """Return facts in which a rate is told of three regions, two of them together, and a count of one group."""
    places = (
        Place(RENIR, "01", "Bas-Saint-Laurent", "Bas-Saint-Laurent", ["01"]),
        Place(RENIR, "N", "Nord et Abitibi", "Nord and Abitibi", ["08", "10"]),
        Place(JOBS, "G", "Est", "East", ["01", "09", "11"]),
        Place(LINKS, "01", "Sans chiffre", "No figure", ["01"]),
    )
    told = (
        replace(figure(RENIR, D2, 3, 4, 80.0), place_code="01"),
        replace(figure(RENIR, D2, 1, 5), place_code="N"),
        replace(figure(JOBS, D2, 12, None, 13.0), place_code="G"),
    )
    return made(places=places, figures=(*made().figures, *told))


def test_one_table_for_all_places_and_no_map_of_a_count() -> None:
    page = page_of(render_report(by_region(), "fr"))
    rows = [[cell.replace(NB, " ") for cell in row] for row in page.rows("Résultats par lieu")]
    assert rows == [
        ["Taux d’unités migrées"],
        ["Bas-Saint-Laurent", "75 %3 / 4", "75,0 % à 80,0 %"],
        ["Nord et Abitibi", "20 %1 / 5", "20,0 % à 20,0 %"],
        ["Nombre d’emplois"],
        ["Est", "12", "12 à 13"],
    ]
    assert page.said["h3"] == ["Taux d’unités migrées, par région, au 31 mars 2025"]


def test_a_map_says_what_it_leaves_out_and_what_is_told_together() -> None:
    text = flat(render_report(by_region(), "fr"))
    assert "Nord-du-Québec : 20 %." in text
    assert "Abitibi-Témiscamingue : 20 %." in text
    assert "Plusieurs tuiles d’une même valeur" in text
    assert "x : non publié." in text


def test_an_indicator_told_of_the_whole_only_says_why() -> None:
    text = flat(render_report(made(), "fr"))
    assert "RENIR : publié pour l’ensemble du Québec seulement, pour des raisons de sécurité." in text
    assert "Emplois : publié pour l’ensemble du Québec seulement." in text
    assert "Aucun chiffre par région n’est publié à cette date." in text


def test_a_preliminary_map_says_so_beneath_it() -> None:
    facts = by_region()
    early = replace(facts, figures=tuple(replace(one, is_preliminary=True) for one in facts.figures))
    assert "Une valeur au moins de cette carte est préliminaire" in flat(render_report(early, "fr"))
    assert "Nord-du-Québec : 20 %." in flat(render_report(early, "fr"))
    assert "carte est préliminaire" not in flat(render_report(facts, "fr"))

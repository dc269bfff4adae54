"""Which rule applies to which column, with which sentence."""

import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import SQL_TYPES, Contract, Kind, Table
from ovt_pipeline.deliveries import type_cells
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.quality.rules import DEFECTS, Check, checks_of, shared_sentence

from .tables import contract_of

TABLES = [(c, t) for c in load_contracts().values() for t in c.tables]
KINDS: tuple[Kind, ...] = tuple(DEFECTS)


def of_column(checks: list[Check], column: str) -> list[str]:
    """Return the shared rules on a column, without their prefix."""
    shared = [c for c in checks if c.rule_id.rpartition("-")[2][1:] < "20"]
    return [c.rule_id.rpartition("-")[2] for c in shared if c.column == column]


def test_a_sentence_that_does_not_exist_or_lacks_a_field_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        shared_sentence("R99", "fr")
    with pytest.raises(KeyError):
        shared_sentence("R03", "fr")


def test_every_defect_that_typing_can_report_has_a_rule() -> None:
    named = {defect for rules in DEFECTS.values() for defect in rules}
    assert named | {"broken"} == set(type_cells.DEFECTS)  # a broken row is told once, by R10 of its table
    assert {rule for rules in DEFECTS.values() for rule in rules.values()} <= set(entries("rules"))
    assert set(SQL_TYPES) <= set(DEFECTS)
    assert all(rules["error"] == "R09" for rules in DEFECTS.values())


@pytest.mark.parametrize(
    ("table", "column", "rules"),
    [
        ("renir_unites.unites", "no_unite", ["R02", "R01", "R09", "R11"]),
        ("renir_unites.unites", "code_region", ["R03", "R06", "R07", "R09"]),
        ("renir_unites.unites", "date_migration", ["R04", "R09", "R12"]),
        ("renir_unites.unites", "unite_existante", ["R04", "R09", "R13"]),
        ("renir_unites.unites", "statut", ["R05", "R09"]),
        ("renir_unites.unites", "district", ["M04"]),
        ("renir_unites.unites", "date_prevue", ["M04"]),
        ("rh_regionalisation.mouvements", "port_attache", ["R08", "R07", "R09"]),
        ("rh_regionalisation.mouvements", "no_evenement", ["R01", "R04", "R09"]),
        ("rh_regionalisation.mouvements", "port_attache_origine", ["M04"]),
        ("municipalites.municipalites", "mcode", ["R02", "R01", "R04", "R08", "R09"]),
    ],
)
def test_the_shared_rules_of_a_column(table: str, column: str, rules: list[str]) -> None:
    assert of_column(checks_of(*contract_of(table)), column) == rules


@pytest.mark.parametrize(("contract", "table"), TABLES, ids=lambda x: getattr(x, "name", ""))
def test_every_check_is_whole_and_asked_once(contract: Contract, table: Table) -> None:
    checks = checks_of(contract, table)
    assert {c.column for c in checks} <= {c.name for c in table.columns} | {None}
    assert all(c.fr and c.en and c.fr != c.en and "{" not in c.fr + c.en for c in checks)
    assert all(c.rule_id.startswith(contract.prefix + "-") for c in checks)
    assert len({(c.rule_id, c.column) for c in checks}) == len(checks)
    assert [c.rule_id for c in checks if c.rule_id.rpartition("-")[2][0] in "RF"] == [
        c.rule_id for c in checks if c.severity == "rejection"
    ]


def test_the_rules_of_the_contract_come_last_in_its_own_words() -> None:
    contract, table = contract_of("renir_unites.unites")
    own = [(r.id, r.severity, r.failing, r.column, r.fr, r.en) for r in table.rules]
    checks = checks_of(contract, table)[-len(own) :]
    assert [(c.rule_id, c.severity, c.failing, c.column, c.fr, c.en) for c in checks] == own


def test_a_sentence_names_the_header_and_the_allowed_values() -> None:
    checks = checks_of(*contract_of("renir_unites.unites"))
    (rule,) = [c for c in checks if (c.rule_id, c.column) == ("RENIR-R05", "service")]
    assert rule.fr == "La valeur de « Service » n’est pas dans la liste permise (VOIX · DONNÉES · VOIX+DONNÉES)."
    (key,) = [c for c in checks_of(*contract_of("rgt_liens.correspondance")) if c.rule_id == "RGT-R02"]
    assert "« No lien RITM » + « No lien RGT »" in key.en

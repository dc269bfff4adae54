"""The faults of the rules that one contract writes itself, each planted in a row that nothing else touches.

Belongs here: one planter per rule of a contract, by its full identifier. Does not belong here: the rules that every
export shares (planted_faults.py).
"""

from collections.abc import Callable
from datetime import timedelta

from backtests.worlds_places import EXCLUDED
from drafts.draft import Value, Values

from .faulty import NOWHERE
from .planted_faults import Plot, Raw

Planter = Callable[[Plot], object]

# What makes a unit plain: open, not migrated, merged into nothing.
_OPEN: Values = {
    "service": "VOIX",
    "statut": "À migrer",
    "date_migration": None,
    "date_retour": None,
    "date_fermeture": None,
    "no_unite_successeur": None,
}
_ACTIVE: Values = {"statut": "Actif", "date_debranchement": None, "motif_fin": None}
_ARRIVAL: Values = {"type_mouvement": "Régionalisation", "port_attache": "10043"}


def _days(plot: Plot, count: int) -> Value:
    return plot.day + timedelta(days=count)


def _ago(plot: Plot) -> Value:
    return _days(plot, -plot.rng.randint(0, 300))


def _ahead(plot: Plot) -> Value:
    return _days(plot, plot.rng.randint(1, 300))


def _rule(rule: str, column: str, plain: Values, *variants: Callable[[Plot], Values]) -> Planter:
    """Return the planter of a rule that blames `column` of one row, changed as one of the variants says."""

    def plant(plot: Plot) -> None:
        _, says = plot.take((rule, column))
        says |= plain | plot.rng.choice(variants)(plot)

    return plant


def _unit(rule: str, column: str, *variants: Callable[[Plot], Values]) -> Planter:
    return _rule(rule, column, _OPEN, *variants)


def _link(rule: str, column: str, *variants: Callable[[Plot], Values]) -> Planter:
    return _rule(rule, column, _ACTIVE, *variants)


def _cycle(plot: Plot) -> None:
    """Let one, two or three units merge into each other in turn."""
    units = [plot.take(("R21", "no_unite_successeur"))[1] for _ in range(plot.rng.randint(1, 3))]
    for unit, heir in zip(units, [*units[1:], units[0]], strict=True):
        unit.update(_merged(plot, heir["no_unite"]))


def _merged(plot: Plot, heir: Value) -> Values:
    return _OPEN | {"statut": "Fusionnée", "date_fermeture": _ago(plot), "no_unite_successeur": heir}


def _successor_rejected(plot: Plot) -> None:
    heir = plot.put("R03", "code_region", None)
    _unit("M26", "no_unite_successeur", lambda p: _merged(p, heir["no_unite"]))(plot)


def _successor_gone(plot: Plot) -> None:
    absent = _unit("M26", "no_unite_successeur", lambda p: _merged(p, "SQ-Z999"))
    plot.rng.choice([absent, _successor_rejected])(plot)


OF_A_CONTRACT: dict[str, Planter] = {
    "RENIR-R20": _unit("R20", "no_unite_successeur", lambda p: _merged(p, None)),
    "RENIR-R21": _cycle,
    "RENIR-M22": _unit("M22", "date_migration", lambda _: {"statut": "Migrée"}),
    "RENIR-M23": _unit(
        "M23",
        "statut",
        lambda p: {"statut": "Planifiée", "date_migration": _ago(p)},
        lambda p: {"statut": "Migrée", "date_migration": _days(p, -300), "date_retour": _ago(p)},
    ),
    "RENIR-M24": _unit("M24", "date_migration", lambda p: {"date_migration": _ahead(p)}),
    "RENIR-M25": _unit("M25", "date_fermeture", lambda _: {"statut": "Fermée"}),
    "RENIR-M26": _successor_gone,
    "RENIR-M20": _unit(
        "M20",
        "date_migration",
        lambda p: {"statut": "Migrée", "date_migration": p.day, "date_retour": _days(p, -9)},
        lambda p: {"statut": "Fermée", "date_migration": p.day, "date_fermeture": _days(p, -9)},
    ),
    "RENIR-M21": _unit("M21", "date_migration", lambda _: {"statut": "Migrée", "service": "DONNÉES"}),
    "RITM-M21": _link("M21", "date_debranchement", lambda _: {"statut": "Débranché", "motif_fin": "Autre"}),
    "RITM-M22": _link("M22", "motif_fin", lambda p: {"statut": "Débranché", "date_debranchement": _ago(p)}),
    "RITM-M23": _link("M23", "date_debranchement", lambda p: {"date_debranchement": _ahead(p), "motif_fin": "Autre"}),
    "RITM-M20": _link(
        "M20",
        "date_debranchement",
        lambda p: {"date_mise_en_service": p.day, "date_debranchement": _days(p, -1), "motif_fin": "Site fermé"},
    ),
    "RGT-M21": _rule("M21", "date_bascule", {"date_fin": None}, lambda p: {"date_bascule": _ahead(p)}),
    "RGT-M20": _rule("M20", "date_fin", {}, lambda p: {"date_bascule": p.day, "date_fin": _days(p, -30)}),
    "RH-R20": _rule(
        "R20",
        "date_effet",
        {},
        lambda _: {"date_effet": None, "date_prevue": None},
        lambda _: {"date_effet": None, "date_prevue": Raw("à l'automne")},
    ),
    "RH-R21": _rule("R21", "port_attache", _ARRIVAL, lambda _: {"port_attache": None}),
    "RH-M21": _rule("M21", "date_effet", _ARRIVAL, lambda p: {"date_effet": _ahead(p)}),
    "RH-M20": _rule(
        "M20",
        "port_attache",
        _ARRIVAL,
        lambda p: {"port_attache": p.rng.choice(EXCLUDED), "date_effet": _ago(p)},
        lambda p: {"port_attache": "65005", "date_effet": None, "date_prevue": _ahead(p)},
    ),
}

# Shared rules on a column that a rule of the contract reads too: a fault is told once, by one of the two.
ON_A_COLUMN: dict[tuple[str, str], Planter] = {
    ("RENIR-R09", "no_unite_successeur"): _unit("R09", "no_unite_successeur", lambda p: _merged(p, p.error())),
    ("RH-M04", "date_prevue"): _rule(
        "M04", "date_prevue", _ARRIVAL, lambda p: {"date_effet": _ago(p), "date_prevue": Raw("à l'automne")}
    ),
    ("RH-R04", "date_effet"): _rule(
        "R04", "date_effet", {"date_prevue": None}, lambda _: {"date_effet": Raw("bientôt")}
    ),
    ("RH-R08", "port_attache"): _rule(
        "R08", "port_attache", _ARRIVAL, lambda p: {"port_attache": Raw(p.rng.choice(NOWHERE))}
    ),
    ("RH-R09", "port_attache"): _rule("R09", "port_attache", _ARRIVAL, lambda p: {"port_attache": p.error()}),
}

# Great Expectations names the rows of these.
OF_GREAT_EXPECTATIONS: dict[str, Planter] = {
    "RENIR-X20": lambda plot: plot.put("X20", "no_unite", "SQ-" + "9" * 40),
    "RITM-X20": lambda plot: plot.put("X20", "debit_mbps", Raw(plot.rng.choice(["0", "-5", "400 001", "500 Gb/s"]))),
}

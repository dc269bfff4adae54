"""The operators after which a figure differs although nothing is refused nor rejected, and why.

Belongs here: each such outcome, with its reason; a case that leaves it must leave this list. Does not belong here: the
operators, their outcomes in general (test_operators.py).

`held`: the figure is not published. `within`: doubts are told and every low and high hold the good value. `outside`:
doubts are told and they do not. `silent`: no doubt is told. The last two are what docs/gates.md says that no gate sees.
"""

from typing import NamedTuple

from .operators_run import Kind

_EXPORTS = {
    "units": "renir_unites",
    "ritm": "ritm_liens",
    "rgt": "rgt_liens",
    "jobs": "rh_regionalisation",
    "places": "municipalites",
}


class Known(NamedTuple):
    """Why a figure differs, and the cases: operator → outcome by export."""

    reason: str
    cases: dict[str, dict[str, Kind]]


_KNOWN = (
    Known(
        "A tenth of the rows is less than the gates stop (30 % of the keys gone, 70 % of the rows left: OVT-F51, F12)."
        " What an earlier lot had, pairs too, has vanished: each of its states is a reading (D-VANISHED). Of a pair"
        " that no lot had, only the claim of its link tells (D-CLAIM).",
        {
            "last tenth missing": {"units": "within", "ritm": "within", "rgt": "within", "jobs": "within"},
            "cut by a tenth at the end of a line": {"ritm": "within"},
            "a shorter file of the same date": {"units": "within", "ritm": "within", "rgt": "within", "jobs": "within"},
        },
    ),
    Known(
        "Fewer than half of the cells are gone, or fewer than twenty were filled (OVT-F54). What the statut says and no"
        " date does is a doubt: a return or a cut-over undone (D-STATUS), an end (D-CLOSED; without a motif too), and"
        " where it makes more changes than the plan allows without a fact, the figure is held.",
        {
            "column emptied[date_retour]": {"units": "within"},
            "column emptied[date_fermeture]": {"units": "held"},
            "column emptied[date_debranchement]": {"ritm": "within"},
            "column emptied[motif_fin]": {"ritm": "held"},
            "column emptied[date_fin]": {"rgt": "within"},
        },
    ),
    Known(
        "A blank obligatoire is Oui (exports.md), so that a blank meant as Non cannot be told from it: only the claim"
        " of a link tells (D-CLAIM).",
        {"yes as X, no as blank": {"rgt": "within"}},
    ),
    Known(
        "Every cell is one that its column may hold: only the source knows that it belongs to another row or column."
        " What contradicts a status is a doubt; what changes many entities without a fact holds the figure.",
        {
            "headers swapped[date_retour, date_fermeture]": {"units": "held"},
            "headers swapped[date_bascule, date_livraison]": {"rgt": "within"},  # Livré, and said cut over
            "headers swapped[date_effet, date_prevue]": {"jobs": "held"},  # every movement becomes a plan
            "headers swapped[port_attache, port_attache_origine]": {"jobs": "held"},  # no place is eligible
            "column sorted alone[date_migration]": {"units": "held"},
            "column sorted alone[code_region]": {"ritm": "held"},
            "column sorted alone[date_bascule]": {"rgt": "held"},
            "column sorted alone[port_attache]": {"jobs": "held"},
            "column sorted alone[regadm]": {"places": "held"},
        },
    ),
    Known(
        "A file says of which day it is by its name alone, and a source in which nothing has happened since looks the"
        " same: the rows of the previous lot are a remark (M05), then a warning; only those of an older one are refused"
        " (OVT-F20).",
        {
            "older file under the newer date": {
                "units": "silent",
                "ritm": "outside",
                "rgt": "outside",
                "jobs": "silent",
            }
        },
    ),
)

KNOWN: dict[tuple[str, str], Kind] = {
    (operator, _EXPORTS[short]): kind
    for known in _KNOWN
    for operator, kinds in known.cases.items()
    for short, kind in kinds.items()
}

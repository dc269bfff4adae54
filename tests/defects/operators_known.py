"""The operators after which a figure differs although nothing is refused nor rejected, and why.

Belongs here: each such outcome, with its reason; a case that leaves it must leave this list. Does not belong here: the
operators, their outcomes in general (test_operators.py).

`within`: doubts are told and every low and high hold the good value. `outside`: doubts are told and they do not.
`silent`: no doubt is told.
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
        "Rows that are not there are a doubt, not a refusal, down to 70 % of the previous delivery (exports.md). The"
        " entities stay in the population, not migrated (D-VANISHED); high is what they were when last seen. Pairs that"
        " vanish are no doubt in indicators.md: only the claim of their link (D-CLAIM) tells them.",
        {
            "last tenth missing": {"units": "outside", "ritm": "within", "rgt": "within", "jobs": "within"},
            "cut by a tenth at the end of a line": {"ritm": "within"},
            "a shorter file of the same date": {"units": "within", "ritm": "within", "rgt": "within", "jobs": "within"},
        },
    ),
    Known(
        "Keys are plain text to exports.md: written otherwise, they are other entities and those of before are gone"
        " (D-VANISHED). Nothing compares them with the keys of the previous delivery, nor those of two exports: a pair"
        " whose RITM link is unknown is only a remark (exports.md), which no rule makes yet.",
        {
            "headers swapped[no_unite, nom_unite]": {"units": "outside"},
            "headers swapped[id_lien_ritm, id_lien_rgt]": {"rgt": "outside"},
        },
    ),
    Known(
        "The cell may be empty (exports.md), and indicators.md says what that means: a closing or a migration without"
        " its date or motive is a doubt; a blank unite_existante is Non; a service, a status, a return, a cut-over or"
        " an end that is not given is not a fact, and no doubt of the closed list.",
        {
            "column emptied[date_migration]": {"units": "within"},
            "column emptied[date_fermeture]": {"units": "outside"},
            "column emptied[date_retour]": {"units": "silent"},  # the figure rises: « Retour » without a date
            "column emptied[service]": {"units": "silent"},
            "column emptied[unite_existante]": {"units": "silent"},
            "column emptied[statut]": {"ritm": "silent", "rgt": "silent"},  # « Annulé » is the only fact that is lost
            "column emptied[date_debranchement]": {"ritm": "outside"},
            "column emptied[motif_fin]": {"ritm": "outside"},
            "column emptied[date_bascule]": {"rgt": "outside"},
            "column emptied[date_fin]": {"rgt": "silent"},  # the figure rises: « Résilié » without a date
            "column emptied[obligatoire]": {"rgt": "within"},
        },
    ),
    Known(
        "A blank obligatoire is Oui (exports.md), so that a blank meant as Non cannot be told from it.",
        {"yes as X, no as blank": {"rgt": "within"}},
    ),
    Known(
        "Every cell is one that its column may hold: only the source knows that it belongs to another row or column."
        " What contradicts a status is a doubt.",
        {
            "headers swapped[date_migration, date_retour]": {"units": "outside"},
            "headers swapped[date_retour, date_fermeture]": {"units": "outside"},
            "headers swapped[date_bascule, date_prevue]": {"rgt": "outside"},
            "headers swapped[date_effet, date_prevue]": {"jobs": "silent"},  # every movement becomes a plan
            "headers swapped[port_attache, port_attache_origine]": {"jobs": "silent"},  # a remark on each: not eligible
            "column sorted alone[date_migration]": {"units": "within"},
            "column sorted alone[code_region]": {"ritm": "silent"},
            "column sorted alone[date_bascule]": {"rgt": "outside"},
            "column sorted alone[regadm]": {"places": "silent"},
        },
    ),
    Known(
        "A file says of which day it is by its name alone: the facts of an older one are true facts of that day. Only"
        " the same bytes again are refused (OVT-F19): those of a workbook hold the hour at which it was saved.",
        {"older file under the newer date": {"units": "silent", "rgt": "outside", "jobs": "silent"}},
    ),
)

KNOWN: dict[tuple[str, str], Kind] = {
    (operator, _EXPORTS[short]): kind
    for known in _KNOWN
    for operator, kinds in known.cases.items()
    for short, kind in kinds.items()
}

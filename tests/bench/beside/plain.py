"""`python -m bench.beside.plain INBOX DAY`: the three figures as a pandas and openpyxl script would count them.

It reads the exports of the day and those of the cohort, trusts every cell that it can read and asks nothing: no rule,
no doubt, no bound, no trace. What it prints stands beside the product's figures: (numerator, denominator).

Belongs here: the simplest way. Does not belong here: any import of ovt_pipeline.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

COHORT = pd.Timestamp("2023-03-31")
WINDOW = pd.Timestamp("2018-10-01")
NOT_ELIGIBLE = ("23027", "23057", "23072")
NOT_ELIGIBLE_REGIONS = ("06", "13")


def table(inbox: Path, export: str, day: pd.Timestamp, sheet: str | int = 0) -> pd.DataFrame:
    """Return one table of an export: its header in the second line, its first column the key, each key once."""
    file = next((inbox / export).glob(f"*{day:%Y-%m-%d}*"))
    if file.suffix == ".csv":
        encoding, separator = ("utf-8-sig", ",") if export == "municipalites" else ("cp1252", ";")
        found = pd.read_csv(file, sep=separator, encoding=encoding, header=1, dtype=str)
    else:
        found = pd.read_excel(file, sheet_name=sheet, header=1, dtype=object, engine="openpyxl")
    found.columns = [" ".join(str(name).split()) for name in found.columns]
    key = found.columns[0]
    return found[found[key].notna() & (found[key] != "TOTAL")]


def days(column: Any) -> Any:  # noqa: ANN401 - a column of pandas
    """Return a column of dates; what is none is NaT."""
    texts = column.astype(str).str.slice(0, 10)
    iso = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")
    return iso.fillna(pd.to_datetime(texts, format="%d/%m/%Y", errors="coerce"))


def units(inbox: Path, day: pd.Timestamp) -> tuple[int, int]:
    """Return the units migrated and those of the cohort that are not closed."""
    first = table(inbox, "renir_unites", COHORT).drop_duplicates("No unité")
    now = table(inbox, "renir_unites", day).drop_duplicates("No unité").set_index("No unité")
    migrated, back = days(now["Date de migration"]), days(now["Date de retour"])
    has_voice = now["Service"].astype(str).str.contains("VOIX")
    own = has_voice & (migrated <= day) & ~((back <= day) & (back >= migrated))
    closed = days(now["Date de fermeture"]) <= day
    successor = now["Unité successeur"].where(closed)
    state = own.where(successor.isna(), successor.map(own).fillna(value=False)).astype(bool)
    cohort = now.index.isin(first[first["Unité existante"].astype(str).str.startswith("O")]["No unité"])
    inside = cohort & ~(closed & successor.isna())
    return int((state & inside).sum()), int(inside.sum())


def links(inbox: Path, day: pd.Timestamp) -> tuple[int, int]:
    """Return the links whose mandatory replacements are all in production, and those of the cohort that are there."""
    first = table(inbox, "ritm_liens", COHORT).drop_duplicates("No lien RITM")
    is_member = (days(first["Date de mise en service"]) <= COHORT) & (first["Statut"] != "Annulé")
    now = table(inbox, "ritm_liens", day).drop_duplicates("No lien RITM").set_index("No lien RITM")
    ended = (days(now["Date de débranchement"]) <= day) & (now["Motif de fin"] != "Migration RGT")
    inside = now.index[now.index.isin(first[is_member]["No lien RITM"]) & ~ended]
    rgt = table(inbox, "rgt_liens", day, "liens").drop_duplicates("No lien RGT").set_index("No lien RGT")
    rgt["runs"] = (days(rgt["Date de bascule"]) <= day) & ~(days(rgt["Date de fin"]) <= day)
    pairs = table(inbox, "rgt_liens", day, "correspondance").join(rgt[["runs", "Statut"]], on="No lien RGT")
    pairs = pairs[pairs["Statut"] != "Annulé"].assign(binds=~pairs["Obligatoire"].astype(str).str.startswith("N"))
    pairs["runs"] = pairs["runs"].fillna(value=False).astype(bool)
    mandatory = pairs[pairs["binds"]].groupby("No lien RITM")["runs"].all()
    found = mandatory.combine_first(pairs.groupby("No lien RITM")["runs"].any())
    return int(found.reindex(inside).fillna(value=False).astype(bool).sum()), len(inside)


def jobs(inbox: Path, day: pd.Timestamp) -> tuple[int, None]:
    """Return the jobs whose last movement leaves them at an eligible place."""
    places = table(inbox, "municipalites", COHORT)
    regions = places["regadm"].str.slice(-3, -1)
    fine = places[~places["mcode"].isin(NOT_ELIGIBLE) & ~regions.isin(NOT_ELIGIBLE_REGIONS)]
    names = {*fine["mcode"], *fine["munnom"].str.upper()}
    moves = table(inbox, "rh_regionalisation", day).assign(on=lambda some: days(some["Date d'effet"]))
    moves = moves[(moves["on"] >= WINDOW) & (moves["on"] <= day)].sort_values(["on", "No évènement"])
    last = moves.drop_duplicates("No emploi", keep="last")
    spelled = last["Port d'attache"].astype(str).str.replace(r" \(.*", "", regex=True).str.upper()
    return int((last["Type de mouvement"].isin(["Régionalisation", "Transfert"]) & spelled.isin(names)).sum()), None


if __name__ == "__main__":
    place, asked = Path(sys.argv[1]), pd.Timestamp(sys.argv[2])
    figures = {
        "renir_units_migrated": units(place, asked),
        "ritm_links_migrated": links(place, asked),
        "jobs_regionalised": jobs(place, asked),
    }
    sys.stdout.write(json.dumps(figures) + "\n")

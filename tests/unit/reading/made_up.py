"""A small made-up contract and references, so that these tests do not move when a real contract does."""

from dataclasses import replace
from typing import Any

from ovt_pipeline.contracts.limits import Limits
from ovt_pipeline.contracts.model import AllowedValues, Column, Contract, Kind, PersonalColumn, Table
from ovt_pipeline.deliveries.references import References
from ovt_pipeline.reading.front import ReadTable
from ovt_pipeline.reading.layout import TableLayout, of_contract

REFERENCES = References(
    regions={
        "02": "Saguenay–Lac-Saint-Jean",
        "03": "Capitale-Nationale",
        "05": "Estrie",
        "11": "Gaspésie–Îles-de-la-Madeleine",
    },
    municipalities={
        "03005": ("Gaspé", "11"),
        "10043": ("Rimouski", "01"),
        "21045": ("L'Ange-Gardien", "03"),
        "82005": ("L'Ange-Gardien", "07"),
        "23027": ("Québec", "03"),
    },
)


def column(
    name: str,
    header: str,
    kind: Kind = "text",
    *,
    needed: bool = False,
    allowed: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    blank_means: bool | None = None,
) -> Column:
    return Column(
        **described(name, header),
        aliases=aliases,
        kind=kind,
        required=needed,
        used_by_rules=needed,
        quality=(AllowedValues(allowed, "invalidValues"),) if allowed else (),
        blank_means=blank_means,
        description_en="",
    )


def personal(header: str) -> PersonalColumn:
    return PersonalColumn(**described(header, header), classification="personal")


def described(name: str, header: str) -> dict[str, Any]:
    return {"name": name, "header": header, "logical_type": "string", "description_fr": ""}


def table_of(name: str, sheet: str, *properties: Column | PersonalColumn) -> Table:
    return Table(name=name, sheet=sheet, description="", properties=properties)


COLUMNS = (
    column("no", "No unité", needed=True, aliases=("Numéro d'unité",)),
    column("region", "Région administrative", "region", needed=True),
    column("statut", "Statut", allowed=("Migrée", "À migrer")),
    column("debut", "Date de début", "date"),
)
TABLE = table_of("unites", "unités", *COLUMNS, personal("Commentaire"), personal("Nom"))
CONTRACT = Contract(
    export="essai",
    prefix="ESSAI",
    version="1.0.0",
    title_fr="Essai",
    title_en="Trial",
    formats=("xlsx", "csv"),
    csv_encoding="cp1252",
    csv_separators=(";", ","),
    limits=Limits(
        repeated_keys=5,
        rejected_rows=30,
        fewest_rows=70,
        most_rows=300,
        keys_gone=30,
        unknown_in_pairs=20,
        fewest_filled=50,
        filled_before=20,
        few_rows=5,
    ),
    tables=(TABLE,),
    digest="digest",
)


def keyed(contract: Contract) -> Contract:
    """Return the contract with the first column of its table as a key."""
    (table,) = contract.tables
    key, others = replace(table.columns[0], key_position=1), table.properties[1:]
    return replace(contract, tables=(replace(table, properties=(key, *others)),))


LAYOUT: TableLayout = of_contract(CONTRACT).tables[0]


def read_of(**cells: list[str]) -> ReadTable:
    rows = len(next(iter(cells.values())))
    return ReadTable(
        "unites",
        "unités",
        1,
        {name: i for i, name in enumerate(cells, 1)},
        {},
        (),
        frozenset(),
        list(range(2, rows + 2)),
        cells,
    )

"""A small made-up contract and references, so that these tests do not move when a real contract does."""

from ovt_pipeline.contracts.model import Column, Contract, Kind, Table
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
    return Column(name, header, aliases, kind, needed, needed, None, allowed, blank_means, "", "")


COLUMNS = (
    column("no", "No unité", needed=True, aliases=("Numéro d'unité",)),
    column("region", "Région administrative", "region", needed=True),
    column("statut", "Statut", allowed=("Migrée", "À migrer")),
    column("debut", "Date de début", "date"),
)
TABLE = Table("unites", "unités", COLUMNS, ("Commentaire", "Nom"), (), ())
CONTRACT = Contract(
    "essai", "ESSAI", "1.0.0", "Essai", "Trial", ("xlsx", "csv"), "cp1252", (";", ","), (), (TABLE,), "digest"
)
LAYOUT: TableLayout = of_contract(CONTRACT).tables[0]


def read_of(**cells: list[str]) -> ReadTable:
    rows = len(next(iter(cells.values())))
    return ReadTable(
        "unites",
        "unités",
        1,
        {name: i for i, name in enumerate(cells, 1)},
        {},
        None,
        frozenset(),
        list(range(2, rows + 2)),
        cells,
    )

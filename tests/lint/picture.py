"""Draws docs/architecture.svg from the code: the rooms in the order of the flow, and which room imports which.

Belongs here: reading the imports and the order, and the drawing. Does not belong here: whether an arrow is allowed
(import-linter, pyproject.toml). `make docs` runs it; a test fails when the picture is not that of the code.
"""

import ast
import tomllib
from html import escape
from pathlib import Path

import grimp

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "ovt_pipeline"
PICTURE = PROJECT / "docs" / "architecture.svg"
ROW, LEFT, TOP, TEXT = 26, 20, 110, 690  # pixels: a row, the margins, the width of names and sentences

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"
  role="img" aria-labelledby="title desc" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">"""


def rooms() -> list[str]:
    """Return the rooms of the package, each one after those that it may import."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (flow,) = (contract for contract in settings["contracts"] if contract["type"] == "layers")
    return [name.strip() for layer in reversed(flow["layers"]) for name in layer.replace("|", ":").split(":")]


def purpose(room: str) -> str:
    """Return the first sentence of what a room says of itself."""
    path = PACKAGE / room / "__init__.py" if (PACKAGE / room).is_dir() else PACKAGE / f"{room}.py"
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return said.splitlines()[0].split(". ")[0].rstrip(".")


def arrows() -> set[tuple[str, str]]:
    """Return the pairs of rooms of which the first imports the second, annotations apart."""
    graph = grimp.build_graph("ovt_pipeline", exclude_type_checking_imports=True, cache_dir=None)
    found = {
        (importer.split(".")[1], imported.split(".")[1])
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if "." in importer and "." in imported
    }
    return {(importer, imported) for importer, imported in found if importer != imported}


def picture() -> str:
    """Return the drawing as SVG: a row a room, a column a room, a dot where the row imports the column."""
    names, known = rooms(), arrows()
    width, height = LEFT + TEXT + ROW * len(names) + 60, TOP + ROW * len(names) + 20
    parts = [
        SVG.format(width=width, height=height),
        '<title id="title">The rooms of ovt_pipeline · Les pièces de ovt_pipeline</title>',
        f'<desc id="desc">{escape(_words(names, known))}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for position, room in enumerate(names):
        parts += _row(position, room, names, known)
    return "\n".join([*parts, "</svg>", ""])


def _words(names: list[str], known: set[tuple[str, str]]) -> str:
    return " ".join(
        f"{room} imports {', '.join(n for n in names if (room, n) in known) or 'nothing'}." for room in names
    )


def _row(position: int, room: str, names: list[str], known: set[tuple[str, str]]) -> list[str]:
    y, end = TOP + ROW * position, LEFT + TEXT + ROW * len(names)
    middle, column = y + ROW / 2, LEFT + TEXT + ROW * position + ROW / 2
    shade = "#f3f6f9" if position % 2 else "#ffffff"
    return [
        f'<rect x="{LEFT}" y="{y}" width="{end - LEFT}" height="{ROW}" fill="{shade}"/>',
        f'<text x="{LEFT + 6}" y="{middle + 4}" font-size="13" font-weight="bold" fill="#12263a">{room}</text>',
        f'<text x="{LEFT + 120}" y="{middle + 4}" font-size="12" fill="#33475b">{escape(purpose(room))}</text>',
        f'<text transform="translate({column + 4} {TOP - 8}) rotate(-60)" font-size="12" fill="#12263a">{room}</text>',
        f'<rect x="{column - 9}" y="{middle - 9}" width="18" height="18" fill="#d6dee6"/>',
        *(
            f'<circle cx="{LEFT + TEXT + ROW * other + ROW / 2}" cy="{middle}" r="5" fill="#1f5f99"/>'
            for other, name in enumerate(names)
            if (room, name) in known
        ),
    ]


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")

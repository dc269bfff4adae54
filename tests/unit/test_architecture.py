"""docs/architecture.md and its picture say what the code is: no name in it is gone, no arrow is missing."""

import ast
import re
from pathlib import Path

from lint.picture import PICTURE, PROJECT, picture, rooms

TEXT = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`((?:ovt_pipeline|tests)/[\w/]+\.(?:py|sql|yaml))(?::(\w+(?:\.\w+)?))?`", TEXT)


def defined(path: Path) -> set[str]:
    """Return the functions, classes and constants of a module, and the methods as Class.method."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
        if isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def test_the_picture_is_that_of_the_code() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "make docs"


def test_every_file_and_function_named_in_the_text_is_there() -> None:
    assert len(NAMED) > 40
    gone = [name for name, _ in NAMED if not (PROJECT / name).is_file()]
    gone += [
        f"{path}:{name}" for path, name in NAMED if name and path not in gone and name not in defined(PROJECT / path)
    ]
    assert gone == []


def test_every_room_has_its_line() -> None:
    assert [room for room in rooms() if f"`{room}" not in TEXT] == []

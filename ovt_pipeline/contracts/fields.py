"""Where the fields of a contract stand in its file.

Belongs here: the standard's keys and our options in it. Does not belong here: any field (model.py).
"""

from typing import Any

from pydantic import AliasPath, Field


def standard(*names: str) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Say which key of the standard holds a field; two names: a key inside another.

    A class that has an attribute of this name could not be annotated with it: Python 3.14 looks in the class first.
    """
    return Field(validation_alias=AliasPath(*names) if len(names) > 1 else names[0])


def option(name: str) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Say which option of ours holds a field: a custom property of the standard."""
    return standard("customProperties", name)

"""How marks look: one fill per severity, light enough for any text, and notes large enough for theirs.

Belongs here: colours and sizes. Does not belong here: where marks go (quality/annotation.py), their words.
"""

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

FILLS = {
    "refusal": PatternFill("solid", fgColor="F4A6A6"),
    "rejection": PatternFill("solid", fgColor="F8CBAD"),
    "doubt": PatternFill("solid", fgColor="D9D2E9"),
    "remark": PatternFill("solid", fgColor="BDD7EE"),
}
_WIDTH, _LINE, _LETTERS = 360, 18, 52  # pixels, pixels, letters of a line
_HIGHEST = 400  # pixels: beyond it, the note is scrolled
_LONGEST = 30_000  # letters: a note of Excel ends at 32,767


def note(text: str, author: str) -> Comment:
    """Return a note whose frame fits its text."""
    text = text[:_LONGEST]
    lines = sum(1 + len(line) // _LETTERS for line in text.splitlines())
    return Comment(text, author, height=min(_HIGHEST, _LINE * (lines + 1)), width=_WIDTH)

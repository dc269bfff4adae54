"""The words of the quality pages in one language, and how it writes numbers, times and names that others chose.

Belongs here: sentences of catalogue/quality_pages.yaml with their fields. Does not belong here: layout (templates/).
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from ovt_pipeline.clock import ZONE
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import error_codes, error_text

NO_BREAK = "\u00a0"
UNSEEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}  # characters that show nothing, or turn what follows around


@dataclass(frozen=True)
class Labels:
    """Labels in one language ('fr' or 'en')."""

    lang: str

    def __call__(self, key: str, **fields: object) -> str:
        """Return a sentence with its fields filled in; as text, to be escaped like any other."""
        return str(entries("quality_pages")[key][self.lang]).format(**fields)

    def known(self, kind: str, code: str) -> str:
        """Return the word for a code of a closed list (severity_…, verdict_…), the code itself when it has none."""
        key = f"{kind}_{code}"
        return self(key) if key in entries("quality_pages") else code

    def count(self, value: int | None) -> str:
        """Return a count with its thousands apart, a dash when there is none."""
        return "–" if value is None else f"{value:,}".replace(",", NO_BREAK)

    def share(self, value: float | None) -> str:
        """Return percent points with one decimal: '0,9 %' in French, '0.9 %' in English; what is not zero never is."""
        if value is None:
            return "–"
        hidden = 0 < value < 0.05  # noqa: PLR2004 - half of the last decimal
        shown = "< 0.1" if hidden else f"{value:.1f}"
        return f"{shown.replace('.', ',') if self.lang == 'fr' else shown}{NO_BREAK}%".replace("< ", f"<{NO_BREAK}")

    def moment(self, value: datetime) -> str:
        """Return a time stored in UTC as Toronto reads it."""
        local = value.replace(tzinfo=UTC).astimezone(ZONE)
        return self("moment", day=f"{local:%Y-%m-%d}", time=f"{local:%H:%M}")

    def refusal(self, code: str | None) -> str:
        """Return the title of a refusal code, '' when the catalogue of this program has none."""
        return error_text(code, self.lang) if code in error_codes() else ""


def visible(name: str) -> str:
    """Return a name with the characters that nobody can see written as their code point."""
    return "".join(f"‹U+{ord(c):04X}›" if unicodedata.category(c) in UNSEEN else c for c in name)

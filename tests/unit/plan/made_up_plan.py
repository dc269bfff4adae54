"""A made-up plan as a file, SYNTHÉTIQUE, and copies of it with one mistake.

Belongs here: writing them. Not here: what must be said of them.
"""

from pathlib import Path

HERE = "¶"  # stands before what an error must point to

MADE_UP = """\
# SYNTHÉTIQUE
id: plan_invente
title_fr: "Plan inventé"
title_en: "Made-up plan"
source: "SYNTHÉTIQUE"
adopted: 2024-05-01
valid_to: null
structure:
  - level: axis
    count: 2
    titles: null
objectives:
  seul: {fr: "Seul objectif", en: "Only objective"}
statements:
  seule: {quote: "Une phrase.", en: "A sentence.", page: 2, objective: seul}
reference_dates:
  first_as_of: 2024-01-31
  jobs_window_start: 2020-01-01
starting_value_check: warning
inventory_window: 20
unexplained_changes: {entities: 3, share: 1/4, lost_entities: 0, lost_share: 0.5, entered_late_share: 1}
status_method: {ours: true, on_track_from: 1.0, at_risk_from: 0.5, months_of_pace: 6, minimum_figures: 3}
trend_method:
  confidence: 0.9
  days_between_steps: 28
  minimum_steps: 9
  longest_horizon: 1
  jump_level: 0.01
  break_level: 0.01
  link_level: 0.05
indicators:
  - id: postes_inventes
    measure: jobs_regionalised
    name_fr: "Postes inventés"
    name_en: "Made-up positions"
    objective: seul
    action: {fr: "Seule action", en: "Only action"}
    unit: "postes"
    unit_en: "positions"
    unit_one: {fr: "poste", en: "position"}
    direction: up
    decimals: 0
    start: {date: 2024-01-31, value: 5}
    targets:
      - {due: 2025-01-31, value: 9}
      - {due: 2026-01-31, value: 12, added: 3, interpreted: true,
         quote: "douze", page: 4, text_quote: "12", text_page: 3}
amendments:
  - date: 2025-03-01
    source: "SYNTHÉTIQUE"
    reason_fr: "Échéance reportée"
    reason_en: "Due date put off"
    changes:
      - {indicator: postes_inventes, change: remove, due: 2026-01-31}
      - {indicator: postes_inventes, change: add, due: 2026-06-30, value: 12}
  - date: 2025-06-01
    source: "SYNTHÉTIQUE"
    reason_fr: "Cible relevée"
    reason_en: "Target raised"
    changes:
      - {indicator: postes_inventes, change: set, due: 2026-06-30, value: 14}
"""


def write_plan(folder: Path, text: str = MADE_UP, name: str = "plan_invente.yaml") -> Path:
    """Write a plan file and return its folder."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def spoiled(old: str, new: str, text: str = MADE_UP) -> tuple[str, int]:
    """Return the text with `old` replaced by `new` without its mark, and the line of the mark."""
    before, found, after = text.partition(old)
    assert found, old
    row = (before + new.partition(HERE)[0]).count("\n") + 1
    return before + new.replace(HERE, "") + after, row

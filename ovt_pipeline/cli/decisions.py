"""`ovt decisions`: the signed decisions and what each touches; with --new, a new one to fill in.

Belongs here: what the command shows and its exit code. Does not belong here: reading decisions (decisions/), what they
touch (operations/).
"""

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from ovt_pipeline.cli.new_file import refuse_target, write_new
from ovt_pipeline.cli.show_outcome import dumped
from ovt_pipeline.decisions.blank import blank
from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.language.errors import EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.operations.touched import Touched, touched
from ovt_pipeline.settings import read_settings, shown

LISTED = 5  # dates shown
KINDS = {
    "waiver": "decision_waiver",
    "withdrawal": "decision_withdrawal",
    "note": "decision_note",
    "publication": "decision_publication",
}


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """List the decisions, or give a new one. Raises OVT-C01, D01 to D05; with --write U05 (no folder), U09."""
    situation = Situation(read_settings(None, arguments.warehouse, samples=arguments.samples))
    if arguments.new:
        _give(arguments.new, situation, words, is_written=arguments.write)
        return EXIT_PUBLISHED
    found = list(touched(situation))
    if arguments.json:
        signed = situation.decisions.must_be_signed
        print(dumped({"signatures_required": signed, "decisions": [_plain(one) for one in found]}))
        return EXIT_PUBLISHED
    print("\n".join(line for one in found for line in _lines(one, words)) or words("decisions_none"))
    print(words("decisions_signed" if situation.decisions.must_be_signed else "decisions_unsigned"))
    return EXIT_PUBLISHED


def _give(kind: str, situation: Situation, words: Speech, *, is_written: bool) -> None:
    folder = situation.settings.decisions
    name, text = blank(kind, folder, situation.day)
    if not is_written:
        print(text, end="")
        return
    path = folder / f"{name}.yaml"
    refuse_target(path, ".yaml")
    write_new(path, text.encode("utf-8"))
    print(words("decision_written", file=shown(path)))


def _plain(one: Touched) -> dict[str, object]:
    return {"subject": one.decision.subject, "signed_by": one.decision.signed_by, **asdict(one)}


def _lines(one: Touched, words: Speech) -> Iterator[str]:
    decision = one.decision
    state = words("decision_in_force" if one.is_in_force else "decision_out_of_force")
    rule = f"{decision.rule}, " if isinstance(decision, Waiver) else ""
    told = {"id": decision.id, "kind": words(KINDS[decision.type]), "state": state}
    yield words("decision", subject=rule + decision.subject, **told)
    until = words("decision_until", until=decision.until) if isinstance(decision, Waiver) else ""
    key = words("decision_key", signer=one.signer) if one.signer else ""
    yield words("decision_by", signed_by=decision.signed_by, signed_on=decision.signed_on, more=until + key)
    if one.deliveries:
        yield words("decision_deliveries", deliveries=", ".join(one.deliveries))
    if one.dates:
        days = [str(day) for day in one.dates]
        listed = ", ".join(days) if len(days) <= LISTED else f"{days[0]}, {days[1]} … {days[-1]}"
        yield words("decision_figures", figures=", ".join(one.figures), count=len(days), days=listed)
    if not one.deliveries and not one.dates:
        yield words("decision_nothing")
    yield words("decision_why", why=decision.why)

"""The grammar of the command line, in French or English.

Belongs here: commands, options, reading their values. Does not belong here: what commands do.
"""

import argparse
import re
import shlex
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from ovt_pipeline import __version__
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.speech import Speech

CLERK, ENGINEER = READERS = ("clerk", "engineer")  # whom an answer is for
LAST_PORT = 65_535
UNITS = {"m": "minutes", "h": "hours", "d": "days", "j": "days"}

Commands = Any  # what add_subparsers() returns: argparse keeps this type private


class Parser(argparse.ArgumentParser):
    """argparse in our two languages: a mistake is an OVT-U01 with exit code 2, not English on a traceback."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing English and leaving; the caller names the whole command line."""
        raise argparse.ArgumentError(None, message)


def read_arguments(argv: Sequence[str], words: Speech) -> argparse.Namespace:
    """Return the parsed command line. Raises OVT-U01 for what it does not understand."""
    parser = _parser(words, "ovt", words("ovt"), epilog=words("exits"))
    _option(parser, "--version", action="version", version=f"ovt {__version__}", help=words("version"))
    commands = parser.add_subparsers(title=words("commands"), dest="command", metavar="", parser_class=Parser)
    for add in (
        _add_run,
        _add_backfill,
        _add_explain,
        _add_diff,
        _add_status,
        _add_history,
        _add_replay,
        _add_prune,
        _add_release,
        _add_report,
        _add_verify,
        _add_decisions,
        _add_check,
        _add_template,
        _add_samples,
        _add_ui,
    ):
        add(commands, words)
    if not argv:
        parser.print_help()
        raise SystemExit(0)
    try:
        arguments, unknown = parser.parse_known_args(argv)
    except argparse.ArgumentError:
        raise OvtError("OVT-U01", found=shlex.join(["ovt", *argv])) from None
    if unknown or not arguments.command:
        raise OvtError("OVT-U01", found=shlex.join(["ovt", *argv]))
    return arguments


def asked_language(argv: Sequence[str]) -> str | None:
    """Return the value of --lang wherever it stands: help and errors need it before anything is parsed."""
    for i, word in reversed(list(enumerate(argv))):
        if word == "--lang":
            return argv[i + 1] if i + 1 < len(argv) else ""
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


def _add_run(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "run")
    _option(parser, "--as-of", action="append", metavar="AAAA-MM-JJ", help=words("run_as_of"))
    _option(parser, "--sources", type=Path, metavar="DIR", help=words("sources"))
    _places(parser, words, "run_samples")


def _add_backfill(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "backfill")
    _option(parser, "--from", dest="first", required=True, metavar="AAAA-MM-JJ", help=words("backfill_from"))
    _option(parser, "--to", dest="last", required=True, metavar="AAAA-MM-JJ", help=words("backfill_to"))
    _option(parser, "--step", choices=("day", "month-end"), default="day", help=words("backfill_step"))
    _places(parser, words, "of_samples")


def _add_explain(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "explain")
    _option(parser, "indicator", metavar=words("indicator"), help=words("of_indicator"))
    _option(parser, "--as-of", metavar="AAAA-MM-JJ", help=words("explain_as_of"))
    _option(parser, "--region", default="00", metavar="NN", help=words("one_region"))
    _option(parser, "--failed", action="store_true", help=words("explain_failed"))
    _option(parser, "--csv", type=Path, metavar=words("file"), help=words("explain_csv"))
    _places(parser, words, "of_samples")


def _add_diff(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "diff")
    _option(parser, "sides", nargs=2, metavar="A B", help=words("diff_sides"))
    _option(parser, "indicator", nargs="?", metavar=words("indicator"), help=words("diff_indicator"))
    _option(parser, "--as-of", metavar="AAAA-MM-JJ", help=words("diff_as_of"))
    _option(parser, "--region", default="00", metavar="NN", help=words("one_region"))
    _places(parser, words, "of_samples")


def _add_history(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "history")
    _option(parser, "indicator", metavar=words("indicator"), help=words("of_indicator"))
    _option(parser, "--as-of", metavar="AAAA-MM-JJ", help=words("one_date"))
    _option(parser, "--region", default="00", metavar="NN", help=words("one_region"))
    _places(parser, words, "of_samples")


def _add_replay(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "replay")
    _option(parser, "--release", required=True, metavar="ID", help=words("replay_release"))
    _places(parser, words, "of_samples")


def _add_prune(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "prune")
    _option(parser, "--keep-days", type=_days, metavar="N", help=words("prune_keep_days"))
    _option(parser, "--yes", action="store_true", help=words("prune_yes"))
    _places(parser, words, "of_samples")


def _add_decisions(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "decisions")
    kinds = ("waiver", "withdrawal", "note", "publication")
    _option(parser, "--new", choices=kinds, metavar="TYPE", help=words("decisions_new", kinds=", ".join(kinds)))
    _option(parser, "--write", action="store_true", help=words("decisions_write"))
    _places(parser, words, "of_samples")


def _add_release(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "release")
    _option(parser, "--official", required=True, metavar="ID", help=words("release_official"))
    _places(parser, words, "of_samples")


def _add_report(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "report")
    _option(parser, "--as-of", metavar="AAAA-MM-JJ", help=words("report_as_of"))
    _option(parser, "--open", action="store_true", help=words("report_open"))
    _places(parser, words, "of_samples")


def _add_verify(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "verify")
    _places(parser, words, "of_samples")


def _add_status(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "status")
    _option(parser, "--max-age", type=_age, metavar="26h", help=words("status_max_age"))
    _places(parser, words, "of_samples")


def _add_check(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "check")
    _option(parser, "file", type=Path, metavar=words("file"), help=words("check_file"))
    _option(parser, "--export", metavar=words("name"), help=words("check_as"))
    _option(parser, "--for", dest="reader", choices=READERS, default=READERS[0], help=words("check_for"))
    _option(parser, "--annotate", type=Path, metavar=words("template_out"), help=words("check_annotate"))
    _option(parser, "--json", action="store_true", help=words("json"))


def _add_template(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "template")
    _option(parser, "export", metavar="EXPORT", help=words("template_export"))
    _option(parser, "file", type=Path, metavar=words("template_out"), help=words("template_file"))


def _add_samples(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "samples")
    _option(parser, "folder", type=Path, metavar="DIR", help=words("samples_folder"))
    _option(parser, "--seed", type=int, metavar="N", help=words("samples_seed"))
    _option(parser, "--size", type=int, metavar="N", help=words("samples_size"))


def _add_ui(commands: Commands, words: Speech) -> None:
    parser = _command(commands, words, "ui")
    _option(parser, "--port", type=_port, default=3000, metavar="N", help=words("ui_port"))
    _option(parser, "--sources", type=Path, metavar="DIR", help=words("sources"))
    _option(parser, "--samples", action="store_true", help=words("of_samples"))
    _option(parser, "--warehouse", type=Path, metavar="DIR", help=words("warehouse"))


def _places(parser: Parser, words: Speech, samples: str) -> None:
    _option(parser, "--warehouse", type=Path, metavar="DIR", help=words("warehouse"))
    _option(parser, "--samples", action="store_true", help=words(samples))
    _option(parser, "--json", action="store_true", help=words("json"))


def _command(commands: Commands, words: Speech, name: str) -> Parser:
    return _parser(words, name, words(name), commands=commands)


def _parser(words: Speech, name: str, description: str, commands: Commands = None, epilog: str | None = None) -> Parser:
    def formatter(prog: str) -> argparse.HelpFormatter:
        return _Formatter(prog, words("usage"))

    options: dict[str, Any] = {
        "description": description,
        "epilog": epilog,
        "add_help": False,
        "allow_abbrev": False,
        "formatter_class": formatter,
    }
    parser: Parser = commands.add_parser(name, help=description, **options) if commands else Parser(name, **options)
    parser.set_defaults(options=parser.add_argument_group(words("options")))
    _option(parser, "-h", "--help", action="help", help=words("help"))
    _option(parser, "--lang", metavar="fr|en", help=words("lang"))
    return parser


def _option(parser: Parser, *names: str, **details: Any) -> None:  # noqa: ANN401 - argparse's own keywords
    parser.get_default("options").add_argument(*names, **details)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, prefix: str) -> None:
        super().__init__(prog, max_help_position=28, width=110)
        self.prefix = prefix

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 - as argparse's
        super().add_usage(usage, actions, groups, self.prefix if prefix is None else prefix)


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= LAST_PORT:
        raise OvtError("OVT-U01", found=f"--port {text}")
    return int(text)


def _days(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text):
        raise OvtError("OVT-U01", found=f"--keep-days {text}")
    return int(text)


def _age(text: str) -> timedelta:
    found = re.fullmatch(r"([0-9]{1,6})([mhdj])", text)
    if not found:
        raise OvtError("OVT-U01", found=f"--max-age {text}")
    return timedelta(**{UNITS[found[2]]: int(found[1])})

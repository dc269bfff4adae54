"""Entry point of `ovt`: chooses the language, reads the arguments, runs the command, turns errors into exit codes.

Belongs here: that order. Does not belong here: the commands (one module each beside this one).
"""

import codecs
import io
import sys
from collections.abc import Sequence
from importlib import import_module

from ovt_pipeline.cli.parser import asked_language, read_arguments
from ovt_pipeline.language.catalogue import LANGUAGES
from ovt_pipeline.language.errors import EXIT_UNEXPECTED, OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.language.typography import typed
from ovt_pipeline.settings import read_language

INTERRUPTED = 130  # the shell's own code for Ctrl+C


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (output.md). A user's mistake never gives a traceback."""
    given = list(sys.argv[1:] if argv is None else argv)
    _replace_what_cannot_be_shown()
    lang = "fr"
    try:
        lang = read_language(asked_language(given))
        words = Speech(lang)
        arguments = read_arguments(given, words)
        command = import_module(f"ovt_pipeline.cli.{arguments.command}")  # late: Dagster costs seconds
        return int(command.execute(arguments, words))
    except OvtError as error:
        print(error.line(lang), file=sys.stderr)
        return error.exit_code
    except SystemExit as stop:  # --help and --version
        return int(stop.code or 0)
    except KeyboardInterrupt:
        print(Speech(lang)("interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_UNEXPECTED
    except Exception as error:  # noqa: BLE001 - the last resort: a code and a name, never a value or a traceback
        unexpected = OvtError("OVT-X01", kind=type(error).__name__, step=given[0] if given else "ovt", run="-")
        print(unexpected.line(lang if lang in LANGUAGES else "fr"), file=sys.stderr)
        return EXIT_UNEXPECTED


def _replace_what_cannot_be_shown() -> None:
    """Let a terminal or a pipe of any encoding take any text: what it cannot show is replaced, never a failure."""
    codecs.register_error("typed", typed)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="typed")

"""`ovt ui`: the Dagster UI and its daemon on 127.0.0.1, with the project's instance.

Belongs here: starting them. Does not belong here: definitions (definitions.py), settings.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys

from ovt_pipeline.language.errors import EXIT_UNEXPECTED, OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.settings import export_settings, read_settings

HOST = "127.0.0.1"


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Start the UI and wait for it. Raises OVT-U06 when the port is taken."""
    from ovt_pipeline.orchestration.night import prepare_home  # noqa: PLC0415 - imports Dagster

    settings = read_settings(arguments.sources, arguments.warehouse, samples=arguments.samples)
    _refuse_taken(arguments.port)
    settings.warehouse.prepare()
    export_settings(settings)
    prepare_home(settings.dagster_home)
    print(words("ui_starts", port=arguments.port), flush=True)
    command = [sys.executable, "-W", "ignore", "-m", "dagster", "dev", "-m", "ovt_pipeline.definitions"]
    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores them, and its children too
        signal.signal(ending, signal.default_int_handler)
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}  # Dagster's processes repeat its beta notices
    options = ["-h", HOST, "-p", str(arguments.port), "--log-level", "warning"]
    return _wait(subprocess.Popen([*command, *options], cwd=settings.dagster_home, env=quiet))


def _wait(server: "subprocess.Popen[bytes]") -> int:
    """Wait for the server; on Ctrl+C or a termination let it stop its own children first."""
    while True:
        try:
            return 0 if server.wait() in {0, -signal.SIGINT, -signal.SIGTERM} else EXIT_UNEXPECTED
        except KeyboardInterrupt:
            server.terminate()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            raise OvtError("OVT-U06", port=port) from None

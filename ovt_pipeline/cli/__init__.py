"""The command `ovt`: reads what a person typed, calls the plain core, shows what came out. Only here do we print."""

from ovt_pipeline.cli.main import main

__all__ = ["main"]

"""Entry point of Dagster's tools."""

from ovt_pipeline.orchestration.build import build_defs

defs = build_defs()

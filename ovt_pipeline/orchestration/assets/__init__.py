"""Thin Dagster wrappers around the plain rooms."""

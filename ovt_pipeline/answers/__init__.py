"""Reads a release for people: figures, explain, diff, history, replay. Writes nothing; no Dagster, no pandas."""

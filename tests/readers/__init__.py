"""Releases as they are read by the DuckDB of others: those of 1.2, 1.4 and 1.5 beside the one that is locked."""

"""From dated figures to what they say of targets: status, trend and what changed; no Dagster, no DuckDB."""

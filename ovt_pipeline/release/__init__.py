"""From figures to an audited, immutable release file: no Dagster here."""

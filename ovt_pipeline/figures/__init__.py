"""From lots to figures: no Dagster here, and no publication."""

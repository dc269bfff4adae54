"""What to do tonight, without Dagster: what waits, what is out of date, backfills, pruning."""

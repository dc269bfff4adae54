"""Rules of rows and deliveries, and the verdict: no Dagster here."""

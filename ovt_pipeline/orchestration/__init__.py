"""The only room that imports Dagster: assets, checks, jobs, schedules, sensors, and a night in this process."""

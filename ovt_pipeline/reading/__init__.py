"""Everything that runs in the reading child, and its front in the parent. No yaml, no pandas, no dagster here."""

"""The report as one page of HTML per language, made from the told tables: no script, no network."""

"""From a file in the inbox to typed rows: find, gate, read (in a child process), type.

Belongs here: everything between a delivery and its lot, without Dagster. Does not belong here: rules and verdicts.
"""

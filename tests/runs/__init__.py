"""Whole runs, in this process or as programs of their own."""

"""Worlds whose files fail as a whole: each figure published holds what is true of them, or nothing is published."""

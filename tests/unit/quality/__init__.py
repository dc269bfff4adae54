"""Tests of rules and verdicts, on tables made up in the test."""

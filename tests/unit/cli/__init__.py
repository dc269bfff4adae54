"""Tests of the command line, without running any command."""

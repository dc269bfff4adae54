"""Tests of the reading part, one file per module."""

"""Tests of the rooms, one folder per package and one file per module."""

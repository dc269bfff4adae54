"""Tests of the plan and its tables."""

"""Tests of statuses, trends and transitions."""

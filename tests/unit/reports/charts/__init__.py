"""Tests of the drawings: the chart of an indicator and the map in tiles."""

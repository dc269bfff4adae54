"""Tests of the room `warehouse`."""

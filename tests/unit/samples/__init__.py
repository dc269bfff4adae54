"""Tests of the generator of synthetic exports."""

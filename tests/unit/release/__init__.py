"""Tests of ovt_pipeline/release."""

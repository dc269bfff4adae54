"""Tests of the quality pages, on releases written by hand and read back as a browser would."""

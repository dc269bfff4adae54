"""Tests of the report page: what it says of told facts, and how."""

"""Pipeline of the three public figures of the MCN's OVT action plan, from spreadsheets to a signed table."""

__version__ = "0.1.0"

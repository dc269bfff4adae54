"""Tests of the contracts: what they say, and what is refused in them."""

"""Deliveries to be written: one builder, for every export that has a contract, in every format, sound or faulty."""

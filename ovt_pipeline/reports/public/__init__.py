"""What may leave: which dates and places are told in public, what their tables hold, and the attack they must stand."""

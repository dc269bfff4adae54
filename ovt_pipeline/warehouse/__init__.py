"""A warehouse as a place on a disk: where things are, connections, the swap, the lock. Not what is computed."""

"""What reports tell, in a small database in memory: filled from a release once, and all that forms are made of."""

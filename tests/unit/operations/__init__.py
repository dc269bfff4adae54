"""What operations ask and answer, without running anything."""

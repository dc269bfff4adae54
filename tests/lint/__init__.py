"""What `make lint` checks of this project and no tool knows."""

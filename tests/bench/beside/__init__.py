"""What the product is measured beside: programs that do next to nothing, or the same in the simplest way."""

"""One builder per mess and per defect of a delivery, and what must come out of each."""

"""One builder per defect of a delivery, and the code each one must give."""

"""Independent calculation of the indicators, worlds to try it on, and nothing that the pipeline imports."""

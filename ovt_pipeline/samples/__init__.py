"""Synthetic deliveries: an invented world of units, links and jobs, told as five exports at three dates.

Belongs here: making up facts, spelling them as offices do, and writing them to files that say SYNTHÉTIQUE.
Does not belong here: reading a delivery, judging it, or counting an indicator.
"""

from ovt_pipeline.samples.deliveries import write_samples
from ovt_pipeline.samples.refused import write_refused_samples
from ovt_pipeline.samples.timeline import DEFAULT_SEED, DEFAULT_SIZE, SAMPLE_DATES

__all__ = ["DEFAULT_SEED", "DEFAULT_SIZE", "SAMPLE_DATES", "write_refused_samples", "write_samples"]

"""The days of the plan that have passed, have no figure yet, and whose lots are there: a run computes them too.

A status at such a day would otherwise stay undetermined although all that it takes was delivered.

Belongs here: which days. Does not belong here: computing them (release/), saying so (notices.py).
"""

from datetime import date

from ovt_pipeline.operations.situation import Situation


def due_dates(situation: Situation) -> list[date]:
    """Return the starting dates and due dates that no figure describes yet although the lots of their time are there.

    READING: those lots are the lots of that day, its inventory window included. Older ones would give a figure that
    nobody asked for and that is preliminary: a night of that day publishes one, or `--as-of`, and nothing else does.
    So a day is asked for once. One without its lots never is; one whose figure is held is tried again by publishing.
    """
    release = situation.release
    known = {(f.indicator_id, f.as_of) for f in release.current.figures} if release else set()
    known |= {(f.indicator_id, f.as_of) for f in release.held} if release else set()
    inputs, last = situation.inputs, situation.last_day
    asked = (
        (indicator, day)
        for plan in inputs.plans
        for indicator in plan.indicators
        for day in plan.days_of(indicator)
        if inputs.plan.first_as_of <= day <= last and (indicator.id, day) not in known
    )
    return sorted({day for indicator, day in asked if inputs.is_final(indicator, day)})

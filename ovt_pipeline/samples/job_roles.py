"""Which careers the jobs of a sample must hold: 62 that count at the start, and one of each exception.

Belongs here: the cast of rh_regionalisation.
Does not belong here: how a movement shows in a delivery (jobs.py).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ovt_pipeline.samples import jobs
from ovt_pipeline.samples.jobs import Movement
from ovt_pipeline.samples.pen import Slip
from ovt_pipeline.samples.places import Municipality, municipalities, place
from ovt_pipeline.samples.shares import START_JOBS
from ovt_pipeline.samples.timeline import (
    AHEAD,
    FIXED_BY_2024,
    FIXED_BY_2025,
    PAST,
    SEEN_IN_2024,
    SEEN_IN_2025,
    WINTER,
    YEAR_1,
    YEAR_2,
    Draw,
    Span,
)

Career = Callable[[str, Draw], list[Movement]]

BEFORE_WINDOW: Span = (date(2017, 2, 6), date(2018, 8, 31))
SETTLED: Span = (date(2019, 1, 7), date(2020, 12, 18))
YEAR_1_ARRIVALS, YEAR_2_ARRIVALS = 12, 17  # invented pace
QUEBEC, MONTREAL, LAVAL = "23027", "66023", "65005"


def movements(draw: Draw, size: int) -> list[Movement]:
    """Return every movement; `size` adds only jobs that never count."""
    careers = [*_counted_at_start(), *_arrivals(), *_never_counted(size)]
    numbers = draw.shuffled([f"EMP-{2001 + i}" for i in range(len(careers))])
    cast = [career(number, draw) for career, number in zip(careers, numbers, strict=True)]
    return [move for moves in cast for move in moves]


def _counted_at_start() -> list[Career]:
    special = [
        _from_laval,
        _moved_on,
        _back_and_away,
        _early_then_moved,
        _leaves("Retour", YEAR_1),
        _leaves("Abolition", YEAR_1),
        _leaves("Retour", YEAR_2),
        _leaves("Abolition", YEAR_2),
        _recalled_to_quebec,
        _repeated_differently,
    ]
    return [*special, *[_settles_in(PAST)] * (START_JOBS - len(special))]


def _arrivals() -> list[Career]:
    first: list[Career] = [
        _attach_unknown,
        _planned_then_done,
        _number_in_words,
        *[_settles_in(YEAR_1)] * YEAR_1_ARRIVALS,
    ]
    return [*first, _code_and_name_disagree, *[_settles_in(YEAR_2)] * YEAR_2_ARRIVALS]


def _never_counted(size: int) -> list[Career]:
    usual = [_goes_to(QUEBEC), _goes_to(MONTREAL), _goes_to(LAVAL), _returned, _abolished, _too_early, _planned_ahead]
    return [*usual * max(1, size // 240), _nameless]


def _settles_in(span: Span) -> Career:
    def career(job: str, draw: Draw) -> list[Movement]:
        return [_move(job, draw, span)]

    return career


def _move(job: str, draw: Draw, span: Span, kind: str = "Régionalisation", to: str | None = None) -> Movement:
    serial = int(job[-4:])
    attach = place(to) if to else draw.pick(_hosts())
    day = draw.day(span)
    context = draw.pick(jobs.CONTEXTS)
    origin = None if context == "Nouvel emploi" else place(draw.pick((QUEBEC, MONTREAL)))
    return Movement(job, 1, kind, attach, day, day, serial, context, draw.pick(jobs.CLASSES), origin)


def _hosts() -> list[Municipality]:
    return [m for m in municipalities() if m.hosts_jobs]


def _next(move: Movement, kind: str, day: date, to: Municipality | None = None) -> Movement:
    return replace(
        move, event=move.event + 1, kind=kind, origin=move.attach, attach=to, effective=day, known=day, slips=()
    )


def _goes_to(code: str) -> Career:
    """Remark: the attach point is not eligible."""

    def career(job: str, draw: Draw) -> list[Movement]:
        return [_move(job, draw, PAST, to=code)]

    return career


def _leaves(kind: str, span: Span) -> Career:
    def career(job: str, draw: Draw) -> list[Movement]:
        first = _move(job, draw, SETTLED)
        return [first, _next(first, kind, draw.day(span))]

    return career


def _returned(job: str, draw: Draw) -> list[Movement]:
    return _leaves("Retour", WINTER)(job, draw)


def _abolished(job: str, draw: Draw) -> list[Movement]:
    return _leaves("Abolition", WINTER)(job, draw)


def _recalled_to_quebec(job: str, draw: Draw) -> list[Movement]:
    first = _move(job, draw, SETTLED)
    return [first, _next(first, "Transfert", draw.day(YEAR_2), place(QUEBEC))]


def _from_laval(job: str, draw: Draw) -> list[Movement]:
    first = _move(job, draw, SETTLED, to=LAVAL)
    return [first, _next(first, "Transfert", draw.day(WINTER), draw.pick(_hosts()))]


def _moved_on(job: str, draw: Draw) -> list[Movement]:
    first = _move(job, draw, SETTLED)
    return [first, _next(first, "Transfert", draw.day(YEAR_1), draw.pick(_hosts()))]


def _back_and_away(job: str, draw: Draw) -> list[Movement]:
    """Return and regionalise again the same day: the higher event number decides."""
    first = _move(job, draw, SETTLED)
    back = _next(first, "Retour", draw.day(WINTER))
    return [first, back, _next(back, "Régionalisation", back.effective, draw.pick(_hosts()))]


def _too_early(job: str, draw: Draw) -> list[Movement]:
    return [_move(job, draw, BEFORE_WINDOW)]


def _early_then_moved(job: str, draw: Draw) -> list[Movement]:
    first = _move(job, draw, BEFORE_WINDOW)
    return [first, _next(first, "Transfert", draw.day(PAST), draw.pick(_hosts()))]


def _planned_then_done(job: str, draw: Draw) -> list[Movement]:
    """Planned at the first delivery, in effect at the second."""
    move = _move(job, draw, YEAR_1)
    return [replace(move, planned=move.effective, known=draw.day(WINTER))]


def _planned_ahead(job: str, draw: Draw) -> list[Movement]:
    """Planned after the last delivery, known since the second year."""
    move = _move(job, draw, AHEAD)
    return [replace(move, planned=move.effective, known=draw.day(YEAR_2))]


def _attach_unknown(job: str, draw: Draw) -> list[Movement]:
    """Rejected at the first delivery, repaired at the second: counts only from then on."""
    return [replace(_move(job, draw, PAST), slips=(Slip(jobs.ATTACH, "Ville-Inventée", last=FIXED_BY_2024),))]


def _code_and_name_disagree(job: str, draw: Draw) -> list[Movement]:
    """Rejected at the third delivery: the code of Gaspé beside the name of Rimouski."""
    return [replace(_move(job, draw, YEAR_2), slips=(Slip(jobs.ATTACH, "Rimouski (03005)", SEEN_IN_2025),))]


def _number_in_words(job: str, draw: Draw) -> list[Movement]:
    """Rejected at the second delivery: the event number is not a number."""
    return [replace(_move(job, draw, YEAR_1), slips=(Slip(jobs.EVENT, "un", SEEN_IN_2024, FIXED_BY_2025),))]


def _repeated_differently(job: str, draw: Draw) -> list[Movement]:
    """Both rows rejected at the third delivery: one key, two attach points."""
    first = _move(job, draw, SETTLED, to="10043")
    return [first, replace(first, attach=place("03005"), known=SEEN_IN_2025)]


def _nameless(job: str, draw: Draw) -> list[Movement]:
    """Rejected at the second delivery: the row names no job."""
    return [replace(_move(job, draw, YEAR_1), slips=(Slip(jobs.JOB, None, last=FIXED_BY_2025),))]

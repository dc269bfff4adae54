"""From the set of states of each entity, in Québec and in each region, to low, value and high.

Belongs here: the chapter "States, doubts, low, value, high" of indicators.md, its formulas. Not here: where the sets
come from (oracle_rates, oracle_jobs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .oracle_common import REGIONS, State, States


@dataclass(frozen=True)
class Entity:
    """One entity of one indicator at D: its own state, its states, its set in each region that is open."""

    region: str | None
    own: State
    states: States
    regions: dict[str, States]
    doubt: str | None
    fact_date: date | None = None
    is_rate: bool = True

    @property
    def least(self) -> State:
        """Give the state that value takes."""
        return min(self.states)

    @property
    def in_denominator(self) -> bool:
        """Tell whether value counts it in the population."""
        return self.is_rate and self.least != State.OUT

    @property
    def in_numerator(self) -> bool:
        """Tell whether value counts it."""
        return self.least == State.DONE


@dataclass(frozen=True)
class Beside:
    """A row that cannot be given to an entity: r, or k⁻ and, when it `brings` something, k⁺, with their regions."""

    regions: frozenset[str]  # of r, of k⁺
    is_entity: bool = False
    takes_in: frozenset[str] = frozenset()  # regions of k⁻
    brings: bool = True


@dataclass(frozen=True)
class Figure:
    """One figure; rates in percent points, exact."""

    numerator: int
    denominator: int | None
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class Result:
    """An indicator at D: a figure for each of '00' to '17', its entities, and the rows beside them."""

    figures: dict[str, Figure]
    entities: dict[str, Entity]
    beside: list[Beside] = field(default_factory=list)


@dataclass(frozen=True)
class Letters:
    """The letters of the text, in one region or in all: of value, of low, of high, and r, k⁻, k⁺."""

    n: int
    d: int
    low_n: int
    low_d: int
    high_n: int
    high_d: int
    r: int
    k_minus: int
    k_plus: int


def letters(entities: Sequence[Entity], beside: Sequence[Beside], region: str | None) -> Letters:
    """Count in one region, or in Québec as a whole (None)."""
    here = [one for one in entities if region in (None, one.region)]
    sets = [one.states if region is None else one.regions.get(region) for one in entities]
    low = [min(found) for found in sets if found]
    high = [max(found) for found in sets if found]
    around = [one for one in beside if region is None or region in one.regions]
    taking = [one for one in beside if not one.is_entity and (region is None or region in one.takes_in)]
    return Letters(
        sum(one.in_numerator for one in here),
        sum(one.in_denominator for one in here),
        low.count(State.DONE),
        len(low) - low.count(State.OUT),
        high.count(State.DONE),
        len(high) - high.count(State.OUT),
        sum(one.is_entity for one in around),
        len(taking),
        sum(one.brings for one in around if not one.is_entity),
    )


def percent(part: int, whole: int) -> Fraction | None:
    """Give a rate in percent points; nothing out of nothing is no value."""
    return Fraction(100 * part, whole) if whole else None


def rate(of: Letters) -> Figure:
    """Low = max(0, n − k⁻) / (d + r), high = min(1, (n⁺ + r + k⁺) / (d⁺ + r)), each over its own states."""
    value = percent(of.n, of.d)
    low = percent(max(0, of.low_n - of.k_minus), of.low_d + of.r)
    if low is None:
        return Figure(of.n, of.d, value, None, None)
    high = percent(of.high_n + of.r + of.k_plus, of.high_d + of.r)
    if high is None:
        high = Fraction(100) if of.k_plus else low if value is None else value
    return Figure(of.n, of.d, value, low, min(Fraction(100), high))


def count(of: Letters) -> Figure:
    """Low = max(0, n − k⁻), high = n⁺ + k⁺."""
    return Figure(of.n, None, Fraction(of.n), Fraction(max(0, of.low_n - of.k_minus)), Fraction(of.high_n + of.k_plus))


def result(entities: dict[str, Entity], beside: list[Beside], *, is_rate: bool) -> Result:
    """Give the figure of Québec and of each region."""
    figure = rate if is_rate else count
    everyone = list(entities.values())
    figures = {"00": figure(letters(everyone, beside, None))}
    figures |= {region: figure(letters(everyone, beside, region)) for region in REGIONS}
    return Result(figures, entities, beside)

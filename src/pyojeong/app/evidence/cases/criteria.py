"""The What Works Clearinghouse's criteria for single-case designs, checked and said.

Kratochwill et al. (2010), Single-case designs technical documentation, version 1.0, kept in the
handbooks 4.1 (2020) and 5.0 (2022): at least three attempts to show an effect at three points in
time; in a multiple baseline that is six phases, of five points each, or of three with reservations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pyojeong.app.evidence.cases.tier import Tier
from pyojeong.core.i18n import mark

FULL = 5  # points in each phase
LEAST = 3  # points in each phase, with reservations
ATTEMPTS = 3  # points in time at which teaching began, at least

NOTHING = mark("Nothing to judge yet: no feeling has been seen both before and during teaching.")
NOT_EXPERIMENTAL = mark(
    "One baseline and one teaching phase (AB) is not experimental: something else may have "
    "changed at the same time."
)
FEW_STARTS = mark(
    "Feelings whose teaching began at different times, with enough points: {count}. At least "
    "{needed} are needed."
)
FEW_BEFORE = mark("Points in baseline: {count}. Too few to conclude; at least {needed} are needed.")
FEW_AFTER = mark("Points in teaching: {count}. Too few to conclude; at least {needed} are needed.")
RESERVED_BEFORE = mark(
    "Points in baseline: {count}. Too few to conclude without reservations; that takes {needed}."
)
RESERVED_AFTER = mark(
    "Points in teaching: {count}. Too few to conclude without reservations; that takes {needed}."
)


class Standard(StrEnum):
    """How far a criterion is met."""

    MET = "met"
    RESERVATIONS = "met with reservations"
    NOT_MET = "not met"


RANK = (Standard.NOT_MET, Standard.RESERVATIONS, Standard.MET)


@dataclass(frozen=True)
class Reason:
    """Why a criterion is not fully met: a message, what it is filled with, and of which tier."""

    message: str
    values: Mapping[str, int] = field(default_factory=dict)
    tier: str | None = None


@dataclass(frozen=True)
class Criteria:
    """What the criteria say of a design.

    points: of each taught tier's scarcer phase, by the tier's name. starts: different sessions at
    which teaching began, of the tiers with points enough. experimental: whether these are three
    attempts to show an effect. overall: of the whole design. reasons: what is wanting.
    """

    points: Mapping[str, Standard]
    starts: int
    experimental: bool
    overall: Standard
    reasons: tuple[Reason, ...]


def criteria(tiers: Sequence[Tier]) -> Criteria:
    """Check a multiple-baseline design, one tier a feeling; a single tier is an AB design.

    A tier without a point since its start is no attempt yet, and takes nothing away.
    """
    phases = {tier.name: tier.split(tier.start) for tier in tiers}
    begun = {name: (before, after) for name, (before, after) in phases.items() if after}
    points = {name: enough(before, after) for name, (before, after) in begun.items()}
    starts = attempts(tiers, points, Standard.RESERVATIONS)
    overall = standard(tiers, points)
    shape = of_shape(sum(bool(before) for before, _after in begun.values()), starts)
    return Criteria(points, starts, starts >= ATTEMPTS, overall, (*shape, *of_points(begun)))


def enough(before: Sequence[float], after: Sequence[float]) -> Standard:
    """Return how far the scarcer of two phases has points enough."""
    fewest = min(len(before), len(after))
    if fewest >= FULL:
        return Standard.MET
    return Standard.RESERVATIONS if fewest >= LEAST else Standard.NOT_MET


def attempts(tiers: Sequence[Tier], points: Mapping[str, Standard], least: Standard) -> int:
    """Return at how many different sessions teaching began, of tiers that reach a standard."""
    good = {name for name, reached in points.items() if RANK.index(reached) >= RANK.index(least)}
    return len({tier.start for tier in tiers if tier.name in good})


def standard(tiers: Sequence[Tier], points: Mapping[str, Standard]) -> Standard:
    """Return the best standard that three attempts reach."""
    for level in (Standard.MET, Standard.RESERVATIONS):
        if attempts(tiers, points, level) >= ATTEMPTS:
            return level
    return Standard.NOT_MET


def of_shape(compared: int, starts: int) -> list[Reason]:
    """Return what the design as a whole wants.

    Args:
        compared: tiers with a point in both phases.
        starts: different starts, of tiers with points enough.
    """
    if not compared:
        return [Reason(NOTHING)]
    if starts >= ATTEMPTS:
        return []
    wanting = Reason(FEW_STARTS, {"count": starts, "needed": ATTEMPTS})
    return [Reason(NOT_EXPERIMENTAL), wanting] if compared == 1 else [wanting]


def of_points(phases: Mapping[str, tuple[list[float], list[float]]]) -> list[Reason]:
    """Return which phases want points."""
    found: list[Reason] = []
    for name, (before, after) in phases.items():
        found += of_phase(name, len(before), FEW_BEFORE, RESERVED_BEFORE)
        found += of_phase(name, len(after), FEW_AFTER, RESERVED_AFTER)
    return found


def of_phase(name: str, count: int, few: str, reserved: str) -> list[Reason]:
    """Return what one phase wants: nothing, or one reason."""
    if count >= FULL:
        return []
    message, needed = (few, LEAST) if count < LEAST else (reserved, FULL)
    return [Reason(message, {"count": count, "needed": needed}, name)]

"""A row of a multiple-baseline graph: what was seen of one feeling, and when teaching it began."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tier:
    """A feeling's points over the sessions.

    name: of the feeling. sessions: the number of the session of each point, rising. points: shares
    right, as many. start: the session that teaching begins in, as drawn; None: it is not settled.
    """

    name: str
    sessions: Sequence[int]
    points: Sequence[float]
    start: int | None

    def split(self, start: int | None) -> tuple[list[float], list[float]]:
        """Return the points before and since a session; None: all of them are before."""
        dots = list(zip(self.sessions, self.points, strict=True))
        before = [point for session, point in dots if start is None or session < start]
        return before, [point for _session, point in dots[len(before) :]]

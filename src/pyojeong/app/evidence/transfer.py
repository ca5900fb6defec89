"""The transfer map: where a child tells a feeling that it learned somewhere else.

Held-out probes alone fill it, of faces and of stories, and for real life what a caregiver observed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.evidence.asked import probes
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.share import NONE, Share

# child to elder: whole drawn faces at full strength, by age; 100: the same, of any age; 80 to 40:
# weaker ones; moving, eyes, mouth: drawn; real: what a caregiver observed.
Column = Literal[
    "child", "teen", "adult", "elder", "100", "80", "60", "40", "moving", "eyes", "mouth", "photo",
    "story", "real",
]  # fmt: skip
COLUMNS: tuple[Column, ...] = get_args(Column)
STRENGTHS: dict[float, Column] = {1.0: "100", 0.8: "80", 0.6: "60", 0.4: "40"}

# [D] Answers in a cell: the latest ones, as the map shows where a child stands, and two years ago
# it stood elsewhere.
LATEST = 20


@dataclass(frozen=True)
class TransferMap:
    """Shares right by feeling and column. No cell: not asked yet."""

    feelings: tuple[Feeling, ...] = ORDER
    columns: tuple[Column, ...] = tuple(one for one in COLUMNS if one != "photo")
    cells: Mapping[tuple[Feeling, Column], Share] = field(default_factory=dict)

    def cell(self, feeling: Feeling, column: Column) -> Share:
        """Return the share right in a cell."""
        return self.cells.get((feeling, column), NONE)

    @property
    def asked(self) -> int:
        """Cells in which something was asked."""
        return len(self.cells)


def transfer_map(seen: Sequence[Seen], observed: Sequence[Observed]) -> TransferMap:
    """Return the map of everything that was seen.

    Args:
        seen: in order; what was taught is left out.
        observed: in order; what was managed alone is right.
    """
    right: Counter[tuple[Feeling, Column]] = Counter()
    count: Counter[tuple[Feeling, Column]] = Counter()

    def tally(feeling: Feeling, column: Column, *, correct: bool) -> None:
        cell = feeling, column
        if count[cell] < LATEST:
            count[cell] += 1
            right[cell] += correct

    for one in reversed(probes(seen)):
        for column in columns_of(one):
            tally(one.feeling, column, correct=one.correct)
    for seen_there in reversed(observed):
        tally(seen_there.feeling, "real", correct=seen_there.result == "alone")
    cells = {cell: Share(right[cell], n) for cell, n in count.items()}
    there = {column for _feeling, column in cells}
    feelings = {feeling for feeling, _column in cells}
    return TransferMap(
        feelings=(*ORDER, SAFETY) if SAFETY in feelings else ORDER,
        columns=tuple(one for one in COLUMNS if one != "photo" or one in there),
        cells=cells,
    )


def columns_of(one: Seen) -> tuple[Column, ...]:
    """Return the columns that a probe belongs to: of a whole drawn face at full strength two."""
    if one.step == "story" or one.age is None:
        return ("story",)
    if one.medium == "photo":
        return ("photo",)
    if one.view == "eyes":
        return ("eyes",)
    if one.view == "mouth":
        return ("mouth",)
    if one.moving:
        return ("moving",)
    strength = STRENGTHS.get(one.intensity or 0.0)
    if strength is None:
        return ()
    return (one.age, strength) if strength == "100" else (strength,)

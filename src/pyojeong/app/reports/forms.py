"""Probe forms as a report lists them, by feeling and by strength: they are not normed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pyojeong.app.domain import forms
from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.reports.tally import Tally, tally
from pyojeong.core.i18n import mark

FORMS: dict[str, str] = {
    "faces": mark("Faces (after FEFA)"),
    "eyes": mark("Eyes (after FEFA)"),
    "strengths": mark("Strengths (40 to 100 %)"),
}
TASKS: dict[str, int] = {one: len(forms.items(one, 0)) for one in forms.FORMS}  # of a whole form
STRENGTHS = (0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Taken:
    """A form that was taken on a day.

    tasks: of the form when it is whole. strengths: by STRENGTHS, of that form alone; else empty.
    """

    kind: str
    day: date
    tasks: int
    all: Tally
    feelings: tuple[tuple[Feeling, Tally], ...]
    strengths: tuple[tuple[float, Tally], ...]

    @property
    def whole(self) -> bool:
        """Whether every task was answered; what was broken off is set beside no whole one."""
        return self.all.count >= self.tasks


def taken(rows: Iterable[Seen]) -> tuple[Taken, ...]:
    """Return the forms among these trials, in order."""
    found = groupby((row for row in rows if row.form), key=lambda row: (row.session, row.form))
    return tuple(_taken(form or "", list(mine)) for (_session, form), mine in found)


def _taken(kind: str, rows: Sequence[Seen]) -> Taken:
    graded = STRENGTHS if kind == "strengths" else ()
    return Taken(
        kind,
        rows[0].day,
        TASKS[kind],
        tally(rows),
        tuple((one, _of(rows, lambda row, one=one: row.feeling == one)) for one in ORDER),
        tuple((one, _of(rows, lambda row, one=one: row.intensity == one)) for one in graded),
    )


def _of(rows: Sequence[Seen], wanted: Callable[[Seen], bool]) -> Tally:
    return tally(row for row in rows if wanted(row))

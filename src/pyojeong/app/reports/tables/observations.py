"""The table of real life: a row for each thing that a caregiver saw."""

from typing import get_args

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.missions import missions
from pyojeong.app.domain.weekly import QUESTIONS
from pyojeong.app.evidence.observed import RESULTS, Kind, Observed
from pyojeong.app.reports.dated import Dated
from pyojeong.app.reports.tables.dating import DAY, at_column
from pyojeong.app.reports.tables.table import CHILD, Column, Table

QUESTION = {str(number): number for number in range(1, QUESTIONS + 1)}


def _question(row: Dated[Observed]) -> int | None:
    return QUESTION.get(row.what.about) if row.what.kind == "probe" else None


def _mission(row: Dated[Observed]) -> str | None:
    """Return a mission's name; of an archive from elsewhere no other text, which may be a name."""
    return row.what.about if row.what.about in missions() else None


OBSERVATIONS: Table[Dated[Observed]] = Table(
    "observations",
    "something that a caregiver saw in real life",
    (
        CHILD,
        DAY,
        at_column("recorded_at", "When it was recorded."),
        Column(
            "kind", "", ", ".join(get_args(Kind)),
            "probe: an answer to one of the week's five questions; mission: a card that was tried.",
            lambda row: row.what.kind, get_args(Kind),
        ),
        Column(
            "batch", "", "whole number from 1",
            "Of a probe: number of the week since the child came, Mondays first. Of a mission: "
            "its own number.",
            lambda row: row.what.batch + 1,
        ),
        Column(
            "question", "", f"1 to {QUESTIONS}",
            "Of a probe: number of its question; empty: it was not kept then.", _question,
        ),
        Column(
            "feeling", "", ", ".join(get_args(Feeling)), "Feeling that it was about.",
            lambda row: row.what.feeling, get_args(Feeling),
        ),
        Column(
            "mission", "", "name",
            "Mission that was tried; empty: none, or none that this Pyojeong knows.",
            _mission,
        ),
        Column(
            "result", "", ", ".join(RESULTS),
            "What the child did: alone, helped, or not yet.",
            lambda row: row.what.result, RESULTS,
        ),
    ),
)  # fmt: skip

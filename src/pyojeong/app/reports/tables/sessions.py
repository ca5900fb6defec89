"""The table of sessions: a row for each, whether or not anything was answered in it."""

from datetime import timedelta
from typing import get_args

from pyojeong.app.domain.forms import FORMS
from pyojeong.app.reports.dated import Dated
from pyojeong.app.reports.tables.dating import DAY, at_column
from pyojeong.app.reports.tables.table import CHILD, LOCAL_TIME, Column, Table, local_time
from pyojeong.app.store.exporting import ExportedSession
from pyojeong.app.store.sessions import Why

COUNT = "whole number from 0"
WHY = tuple(word for some in get_args(Why) for word in get_args(some))


def _ended(row: Dated[ExportedSession]) -> str | None:
    return local_time(row.what.ended) if row.what.ended else None


def _rested(row: Dated[ExportedSession]) -> float:
    return round(sum(row.what.rests, timedelta()).total_seconds(), 3)


SESSIONS: Table[Dated[ExportedSession]] = Table(
    "sessions",
    "a session, whether or not anything was answered in it",
    (
        CHILD,
        Column(
            "session", "", "whole number from 1", "Number of the child's session.",
            lambda row: row.what.number + 1,
        ),
        Column(
            "form", "", ", ".join(FORMS),
            "Probe form that the session was; empty: practice. Sessions of practice, by which the "
            "plan's starts count, are those in which a trial was answered and that are no form.",
            lambda row: row.what.form, FORMS,
        ),
        DAY,
        at_column("began_at", "When it began."),
        Column(
            "ended_at", "", LOCAL_TIME,
            "When it ended, by the clock of its beginning; empty: it is under way.",
            _ended, dated=True,
        ),
        Column(
            "ended_why", "", ", ".join(WHY),
            "Why it ended; empty: it is under way. done: its blocks were; time: the plan's minutes "
            "were over; tired: accuracy or pace had fallen; stopped: by the child; left: without "
            "an end, and closed when the next one began.",
            lambda row: row.what.why, WHY,
        ),
        Column(
            "breaks", "", COUNT, "Breaks that are over.", lambda row: len(row.what.rests)
        ),
        Column("breaks_s", "s", "0 or more", "How long these were, together.", _rested),
        Column("trials", "", COUNT, "Trials that were answered.", lambda row: row.what.answered),
        Column(
            "calls", "", f"{COUNT}; empty: nobody counted all of them",
            "Connections that Pyojeong made to other machines while it lasted.",
            lambda row: row.what.calls,
        ),
        Column(
            "pictures", "", f"{COUNT}; empty: nobody counted them",
            "Picture files in Pyojeong's data folder when it ended.",
            lambda row: row.what.pictures,
        ),
        Column(
            "asked_by", "", "version; empty: it was not kept then", "Pyojeong that asked.",
            lambda row: row.what.version,
        ),
    ),
)  # fmt: skip

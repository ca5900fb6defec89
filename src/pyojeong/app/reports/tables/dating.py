"""The columns by which every table but that of trials tells when something was."""

from typing import Any

from pyojeong.app.reports.dated import Dated
from pyojeong.app.reports.tables.table import LOCAL_TIME, Column, local_time

DAY: Column[Dated[Any]] = Column(
    "day", "day", "whole number; below 0: before; empty: there was no session yet",
    "Day of the child's course; 0 is that of its first session.", lambda row: row.day,
)  # fmt: skip


def at_column(name: str, about: str) -> Column[Dated[Any]]:
    """Return the column of the moment."""
    return Column(name, "", LOCAL_TIME, about, lambda row: local_time(row.at), dated=True)

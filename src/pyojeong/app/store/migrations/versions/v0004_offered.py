"""A plan has a clock of its own, a session its version and its calls, a trial says its choices.

From now on some stories are kept for probes. None was until now: what was told is not held out.
"""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BATCH = 2_000  # trials that are read at a time

trial = sa.table("trial", *(sa.column(name) for name in ("id", "value", "offered", "held_out")))
plan = sa.table("plan", *(sa.column(name) for name in ("id", "child", "at", "at_offset")))
session = sa.table(
    "session",
    *(sa.column(name) for name in ("child", "started_at", "started_offset", "calls")),
)


def upgrade() -> None:
    """Add them, and fill the new columns from what is stored."""
    zero, nothing = sa.text("0"), sa.text("''")
    op.add_column("plan", sa.Column("at_offset", sa.Integer(), nullable=False, server_default=zero))
    op.add_column("session", sa.Column("version", sa.String(40), nullable=True))
    op.add_column("session", sa.Column("calls_before", sa.Integer(), nullable=True))
    op.add_column("trial", sa.Column("offered", sa.Text(), nullable=False, server_default=nothing))
    _forget_calls()
    _set_offsets()
    _set_offered()


def _forget_calls() -> None:
    """Take back what was counted since a server started: of a session it says only that none was.

    Where it is not 0, nobody can tell how much of it fell in the session.
    """
    op.execute(session.update().where(session.c.calls != 0).values(calls=None))


def _set_offsets() -> None:
    """Give each plan the clock of the session that was nearest to it in time."""
    bind = op.get_bind()
    clocks: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    told = sa.select(session.c.child, session.c.started_at, session.c.started_offset)
    for child, at, offset in bind.execute(told):
        clocks[child].append((datetime.fromisoformat(at), offset))
    for key, child, at in bind.execute(sa.select(plan.c.id, plan.c.child, plan.c.at)).all():
        if clocks[child]:
            offset = _nearest(clocks[child], datetime.fromisoformat(at))
            bind.execute(plan.update().where(plan.c.id == key).values(at_offset=offset))


def _nearest(clocks: list[tuple[datetime, int]], at: datetime) -> int:
    return min(clocks, key=lambda clock: abs(clock[0] - at))[1]


def _set_offered() -> None:
    """Say what stood among the choices, some trials at a time: there may be half a million."""
    bind, last = op.get_bind(), -1
    some = sa.select(trial.c.id, trial.c.value).order_by(trial.c.id).limit(BATCH)
    mine = trial.update().where(trial.c.id == sa.bindparam("of"))
    set_offered = mine.values(offered=sa.bindparam("words"))
    set_taught = mine.values(held_out=False)
    while rows := bind.execute(some.where(trial.c.id > last)).all():
        values = [(key, json.loads(value)) for key, value in rows]
        bind.execute(set_offered, [{"of": key, "words": _offered(one)} for key, one in values])
        if told := [{"of": key} for key, one in values if one.get("story")]:
            bind.execute(set_taught, told)
        last = rows[-1][0]


def _offered(value: dict[str, Any]) -> str:
    return ",".join(map(_word, value["choices"]))


def _word(choice: dict[str, Any]) -> str:
    names = {"face": "feeling", "word": "feeling", "part": "part", "act": "deed"}
    name = names.get(choice["kind"])
    return choice[name] if name else choice["kind"]

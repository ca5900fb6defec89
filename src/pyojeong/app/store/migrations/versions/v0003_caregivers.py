"""What the caregiver's pages need: who may see whom, forms, observations, signals, plain columns.

Columns that say of a trial and a response what their JSON says: figures are counted by them.
"""

import json
import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none is taken for another
BATCH = 2_000  # trials that are read at a time

trial = sa.table(
    "trial",
    *(
        sa.column(name)
        for name in (
            "id", "value", "block", "person", "age", "held_out", "intensity", "view", "moving",
            "medium", "array", "answer", "answers", "prompt",
        )
    ),
)  # fmt: skip
response = sa.table(
    "response", *(sa.column(name) for name in ("trial", "attempt", "place", "chosen"))
)


def upgrade() -> None:
    """Add them, and fill the new columns from what is stored."""
    _accounts()
    _children()
    _observed()
    _columns()
    _fill()


def _accounts() -> None:
    op.add_column("caregiver", sa.Column("name", sa.String(40), nullable=False, server_default=""))
    op.add_column(
        "caregiver", sa.Column("role", sa.String(20), nullable=False, server_default="parent")
    )
    op.add_column(
        "caregiver", sa.Column("keeper", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.create_table(
        "access",
        sa.Column("caregiver", sa.Integer(), nullable=False),
        sa.Column("child", sa.String(64), nullable=False),
        _to("access", "caregiver", "caregiver", "id"),
        _to("access", "child", "child", "key"),
        sa.PrimaryKeyConstraint("caregiver", "child", name="pk_access"),
    )
    op.create_index("ix_access_child", "access", ["child"], unique=False)
    op.execute("INSERT INTO access SELECT caregiver.id, child.key FROM caregiver, child")
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("caregiver", sa.Integer(), nullable=True),
        sa.Column("child", sa.String(64), nullable=True),
        sa.Column("deed", sa.String(20), nullable=False),
        sa.Column("about", sa.String(100), nullable=False),
        _to("deed", "caregiver", "caregiver", "id", "SET NULL"),
        _to("deed", "child", "child", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_deed"),
    )
    op.create_index("ix_deed_caregiver", "deed", ["caregiver"], unique=False)
    op.create_index("ix_deed_child", "deed", ["child"], unique=False)


def _children() -> None:
    op.add_column("child", sa.Column("code", sa.String(8), nullable=False, server_default=""))
    child = sa.table("child", sa.column("key"), sa.column("code"))
    for key in op.get_bind().scalars(sa.select(child.c.key)).all():
        code = "".join(secrets.choice(LETTERS) for _ in range(8))
        op.execute(child.update().where(child.c.key == key).values(code=code))
    op.create_index("ix_child_code", "child", ["code"], unique=True)
    op.create_table(
        "standing",
        sa.Column("child", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        _to("standing", "child", "child", "key"),
        sa.PrimaryKeyConstraint("child", name="pk_standing"),
    )
    op.create_table(
        "signal",
        sa.Column("child", sa.String(64), nullable=False),
        sa.Column("feeling", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("helps", sa.Text(), nullable=False),
        sa.Column("face", sa.Text(), nullable=True),
        sa.Column("at", sa.String(32), nullable=False),
        _to("signal", "child", "child", "key"),
        sa.PrimaryKeyConstraint("child", "feeling", name="pk_signal"),
    )


def _observed() -> None:
    op.create_table(
        "form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("session", sa.Integer(), nullable=True),
        _to("form", "child", "child", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_form"),
    )
    op.create_index("ix_form_child", "form", ["child"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("at_offset", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("feeling", sa.String(20), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        _to("observation", "child", "child", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_observation"),
    )
    op.create_index("ix_observation_child", "observation", ["child"], unique=False)


def _to(
    table: str, column: str, other: str, key: str, deleted: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=name, ondelete=deleted)


def _columns() -> None:
    op.add_column("session", sa.Column("form", sa.String(20), nullable=True))
    op.add_column("session", sa.Column("calls", sa.Integer(), nullable=True))
    op.add_column("session", sa.Column("pictures", sa.Integer(), nullable=True))
    zero = sa.text("0")
    for name in ("block", "array", "answer", "answers", "prompt"):
        op.add_column("trial", sa.Column(name, sa.Integer(), nullable=False, server_default=zero))
    for name in ("held_out", "moving"):
        kind = sa.Boolean()
        op.add_column("trial", sa.Column(name, kind, nullable=False, server_default=sa.false()))
    for name, length in (("person", 40), ("age", 8), ("view", 8), ("medium", 8)):
        op.add_column("trial", sa.Column(name, sa.String(length), nullable=True))
    op.add_column("trial", sa.Column("intensity", sa.Float(), nullable=True))
    op.add_column("response", sa.Column("chosen", sa.String(20), nullable=False, server_default=""))


def _fill() -> None:
    """Fill the new columns, some trials at a time: there may be half a million."""
    bind, last = op.get_bind(), -1
    some = sa.select(trial.c.id, trial.c.value).order_by(trial.c.id).limit(BATCH)
    set_facts = trial.update().where(trial.c.id == sa.bindparam("of"))
    set_chosen = response.update().where(
        response.c.trial == sa.bindparam("of"), response.c.attempt == sa.bindparam("nth")
    )
    while rows := bind.execute(some.where(trial.c.id > last)).all():
        values = {key: json.loads(value) for key, value in rows}
        bind.execute(set_facts, [{"of": key, **_facts(value)} for key, value in values.items()])
        first, last = rows[0][0], rows[-1][0]
        given = sa.select(response.c.trial, response.c.attempt, response.c.place).where(
            response.c.trial.between(first, last)
        )
        chosen = [
            {"of": key, "nth": nth, "chosen": _chosen(values[key]["choices"][place])}
            for key, nth, place in bind.execute(given).all()
        ]
        if chosen:
            bind.execute(set_chosen, chosen)


def _facts(value: dict[str, Any]) -> dict[str, Any]:
    """Return what the columns say of a trial."""
    right = value["choices"][value["answers"][0]]
    asked = value["sample"][-1] if value["sample"] else right
    face = asked if asked["kind"] == "face" else None
    return {
        "block": value["block"],
        "person": face and face["person"]["key"],
        "age": face and face["person"]["age"],
        "held_out": bool(face and face["person"]["held_out"]),
        "intensity": face and face["intensity"],
        "view": face and face["view"],
        "moving": bool(face and face["moving"]),
        "medium": face and face["medium"],
        "array": len(value["choices"]),
        "answer": value["answers"][0],
        "answers": len(value["answers"]),
        "prompt": value["prompt"],
    }


def _chosen(choice: dict[str, Any]) -> str:
    names = {"face": "feeling", "word": "feeling", "part": "part", "act": "deed"}
    name = names.get(choice["kind"])
    return choice[name] if name else choice["kind"]

"""Caregivers read in their own language, and stay a name in the log when they are removed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

VERBS = ("add", "change", "remove", "pin", "give", "take")  # before a caregiver's name

deed = sa.table("deed", *(sa.column(name) for name in ("deed", "about")))


def upgrade() -> None:
    """Add the columns, and set the names apart in the log's lines about caregivers."""
    op.add_column("caregiver", sa.Column("language", sa.String(8), nullable=True))
    op.add_column("caregiver", sa.Column("removed_at", sa.String(32), nullable=True))
    for verb in VERBS:
        mine = sa.and_(deed.c.deed == "people", deed.c.about.startswith(f"{verb} "))
        name = sa.func.substr(deed.c.about, len(verb) + 2)
        op.execute(deed.update().where(mine).values(about=sa.literal(f"{verb}: ") + name))

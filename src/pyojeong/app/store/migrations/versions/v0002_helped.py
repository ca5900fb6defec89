"""Help that was shown, and trials that were taken back, are remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add them: of what is stored already nothing was known to be helped."""
    op.add_column(
        "trial", sa.Column("helped", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "withdrawn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child", sa.String(length=64), nullable=False),
        sa.Column("shown_at", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child"], ["child.key"], name="fk_withdrawn_child_child", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawn"),
    )
    op.create_index("ix_withdrawn_child", "withdrawn", ["child"], unique=False)

"""The tables. A change here needs a migration: a test compares the two."""

from datetime import datetime

from sqlalchemy import ForeignKey, MetaData, String, Text, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pyojeong.app.store.moments import Moment

# Every constraint has a name: a migration can speak of it.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables have in common."""

    metadata = MetaData(naming_convention=NAMES)


def _child(*, index: bool = True) -> Mapped[str]:
    """Return the column of whose row it is; it goes when the child is removed."""
    return mapped_column(ForeignKey("child.key", ondelete="CASCADE"), index=index)


class SettingRow(Base):
    """Something that is remembered for the whole household."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class CaregiverRow(Base):
    """Who may open the caregiver's pages."""

    __tablename__ = "caregiver"
    id: Mapped[int] = mapped_column(primary_key=True)
    pin_hash: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(Moment)


class ChildRow(Base):
    """A child. settings: those of its page, as JSON."""

    __tablename__ = "child"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(40))
    picture: Mapped[str] = mapped_column(String(40))
    age: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(8))
    settings: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)


class ConsentRow(Base):
    """A guardian's consent. at_offset: minutes that the local clock was ahead of UTC."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child()
    given_by: Mapped[str] = mapped_column(String(20))
    wording: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    at_offset: Mapped[int]


class PlanRow(Base):
    """A plan from then on: the latest holds."""

    __tablename__ = "plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child()
    at: Mapped[datetime] = mapped_column(Moment)
    plan: Mapped[str] = mapped_column(Text)


class SessionRow(Base):
    """One sitting. why: done, time, tired, stopped, left; null while it is under way."""

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("child", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child(index=False)
    number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    started_offset: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    why: Mapped[str | None] = mapped_column(String(20))


class PauseRow(Base):
    """A break in a session. to_at: null while it lasts."""

    __tablename__ = "pause"
    id: Mapped[int] = mapped_column(primary_key=True)
    session: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    from_at: Mapped[datetime] = mapped_column(Moment)
    to_at: Mapped[datetime | None] = mapped_column(Moment)


class TrialRow(Base):
    """A trial, stored before it is shown. value: all of it, JSON; the rest is for search.

    helped: the answer was shown before the first response.
    """

    __tablename__ = "trial"
    __table_args__ = (UniqueConstraint("child", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child(index=False)
    session: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    shown_at: Mapped[datetime] = mapped_column(Moment)
    exercise: Mapped[str] = mapped_column(String(40))
    feeling: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(8))
    value: Mapped[str] = mapped_column(Text)
    helped: Mapped[bool] = mapped_column(default=False, server_default=false())


class WithdrawnRow(Base):
    """A trial that was shown and taken back, since the session ended before any response.

    value: all of it, JSON; its number went to the next trial. at: when it was taken back.
    """

    __tablename__ = "withdrawn"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child()
    shown_at: Mapped[datetime] = mapped_column(Moment)
    at: Mapped[datetime] = mapped_column(Moment)
    value: Mapped[str] = mapped_column(Text)


class ResponseRow(Base):
    """A response. attempt: 0 is the first, which counts; the others follow an error."""

    __tablename__ = "response"
    trial: Mapped[int] = mapped_column(
        ForeignKey("trial.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int]
    correct: Mapped[bool]
    prompted: Mapped[bool]
    reaction_ms: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    at_offset: Mapped[int]

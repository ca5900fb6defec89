"""The tables. A change here needs a migration: a test compares the two."""

from datetime import datetime

from sqlalchemy import (
    Float,
    ForeignKey,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pyojeong.app.store.moments import Moment

# Every constraint has a name: a migration can speak of it.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# A column that came later needs a default in rows that were there before; every row names its own.
ZERO, NOTHING = text("0"), text("''")


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
    """Who may open the caregiver's pages. keeper: says who else may, and who sees whom.

    language: null: that of the house. removed_at: null: is still here; who was removed has no PIN
    and sees no child, and is a name in the log alone.
    """

    __tablename__ = "caregiver"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), default="", server_default="")
    role: Mapped[str] = mapped_column(String(20), default="parent", server_default="parent")
    keeper: Mapped[bool] = mapped_column(default=True, server_default=true())
    pin_hash: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(Moment)
    language: Mapped[str | None] = mapped_column(String(8))
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class AccessRow(Base):
    """A caregiver to whom a child was given: nobody else sees anything of it."""

    __tablename__ = "access"
    caregiver: Mapped[int] = mapped_column(
        ForeignKey("caregiver.id", ondelete="CASCADE"), primary_key=True
    )
    child: Mapped[str] = mapped_column(
        ForeignKey("child.key", ondelete="CASCADE"), primary_key=True, index=True
    )


class DeedRow(Base):
    """Who saw or changed what. child: null: nobody's in particular. about: what of it, a word."""

    __tablename__ = "deed"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    caregiver: Mapped[int | None] = mapped_column(
        ForeignKey("caregiver.id", ondelete="SET NULL"), index=True
    )
    child: Mapped[str | None] = mapped_column(
        ForeignKey("child.key", ondelete="CASCADE"), index=True
    )
    deed: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(100))


class ChildRow(Base):
    """A child. settings: those of its page, as JSON. code: stands for the name in exports."""

    __tablename__ = "child"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True, index=True, server_default="")
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
    """A plan from then on: the latest holds. at_offset: minutes that its clock was ahead of UTC."""

    __tablename__ = "plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child()
    at: Mapped[datetime] = mapped_column(Moment)
    plan: Mapped[str] = mapped_column(Text)
    at_offset: Mapped[int] = mapped_column(server_default=ZERO)


class StandingRow(Base):
    """Where a child's goals stand, worked out when `count` outcomes were stored: JSON.

    Nothing is known from here alone: it can be worked out again from the trials at any time.
    """

    __tablename__ = "standing"
    child: Mapped[str] = mapped_column(
        ForeignKey("child.key", ondelete="CASCADE"), primary_key=True
    )
    count: Mapped[int]
    value: Mapped[str] = mapped_column(Text)


class FormRow(Base):
    """A probe form that a caregiver has asked for. session: its number, once it was begun."""

    __tablename__ = "form"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child()
    kind: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    session: Mapped[int | None]


class ObservationRow(Base):
    """Something a caregiver saw in real life.

    kind: probe, mission. batch: the weekly probe that it belongs to. about: the mission's name.
    result: alone, helped, not_yet.
    """

    __tablename__ = "observation"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child()
    at: Mapped[datetime] = mapped_column(Moment)
    at_offset: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    batch: Mapped[int]
    feeling: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(40))
    result: Mapped[str] = mapped_column(String(20))


class SignalRow(Base):
    """How a child shows a feeling: in own words, what helps, and a drawn face (JSON)."""

    __tablename__ = "signal"
    child: Mapped[str] = mapped_column(
        ForeignKey("child.key", ondelete="CASCADE"), primary_key=True
    )
    feeling: Mapped[str] = mapped_column(String(20), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    helps: Mapped[str] = mapped_column(Text)
    face: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class SessionRow(Base):
    """One sitting. why: done, time, tired, stopped, left; null while it is under way.

    form: kind of the probe form that it is; null: practice. version: of Pyojeong that began it;
    null: one before 0004. calls_before: connections to other machines from the server's start until
    it began. calls: those while it lasted; null: nobody counted all of them. pictures: picture
    files in the data folder when it ended.
    """

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("child", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = _child(index=False)
    number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    started_offset: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    why: Mapped[str | None] = mapped_column(String(20))
    form: Mapped[str | None] = mapped_column(String(20))
    calls: Mapped[int | None]
    pictures: Mapped[int | None]
    version: Mapped[str | None] = mapped_column(String(40))
    calls_before: Mapped[int | None]


class PauseRow(Base):
    """A break in a session. to_at: null while it lasts."""

    __tablename__ = "pause"
    id: Mapped[int] = mapped_column(primary_key=True)
    session: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    from_at: Mapped[datetime] = mapped_column(Moment)
    to_at: Mapped[datetime | None] = mapped_column(Moment)


class TrialRow(Base):
    """A trial, stored before it is shown. value: all of it, JSON; the rest is for search.

    helped: the answer was shown before the first response. person, age, held_out, intensity, view,
    moving, medium: of the face that was asked about; null: a story alone was. held_out: of the
    story, too. array: choices.
    answer: the first place that is right. answers: how many are. prompt: level of help. offered:
    what stood at each place, words with commas between them.
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
    block: Mapped[int] = mapped_column(server_default=ZERO)
    person: Mapped[str | None] = mapped_column(String(40))
    age: Mapped[str | None] = mapped_column(String(8))
    held_out: Mapped[bool] = mapped_column(server_default=false())
    intensity: Mapped[float | None] = mapped_column(Float)
    view: Mapped[str | None] = mapped_column(String(8))
    moving: Mapped[bool] = mapped_column(server_default=false())
    medium: Mapped[str | None] = mapped_column(String(8))
    array: Mapped[int] = mapped_column(server_default=ZERO)
    answer: Mapped[int] = mapped_column(server_default=ZERO)
    answers: Mapped[int] = mapped_column(server_default=ZERO)
    prompt: Mapped[int] = mapped_column(server_default=ZERO)
    offered: Mapped[str] = mapped_column(Text, server_default=NOTHING)


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
    """A response. attempt: 0 is the first, which counts; the others follow an error.

    chosen: what stands at the place, a word.
    """

    __tablename__ = "response"
    trial: Mapped[int] = mapped_column(
        ForeignKey("trial.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int]
    chosen: Mapped[str] = mapped_column(String(20), server_default="")
    correct: Mapped[bool]
    prompted: Mapped[bool]
    reaction_ms: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    at_offset: Mapped[int]

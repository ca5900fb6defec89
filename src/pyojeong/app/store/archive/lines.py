"""What stands in an archive: a member each, and in it a line for each row, JSON.

Rows have no ids here. What hangs on a row stands in its line, and other rows are named by their
number in the child's course: on another machine every id is another.

Not in it: who was given the child, and who saw or changed what, since caregivers are the house's;
and standings, which are worked out again: no archive can say that something was mastered which
its trials do not show.
"""

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, ValidationInfo

from pyojeong.app.domain.child import AgeBand, Pseudonym
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.signals import Own
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.domain.trial import Language, Trial
from pyojeong.app.evidence.observed import Kind, Result
from pyojeong.app.store.sessions import Why
from pyojeong.core.settings import Settings

WHAT = "pyojeong child"
FORMAT = 1  # of the members and their lines; a change that this one cannot read makes it greater
MANIFEST = "manifest.json"

YEARS = range(2000, 2200)  # of any moment: no zone takes them out of what a date can be
LATEST = "latest"  # where validation is told the latest moment that can be
LARGEST = 2**31 - 1  # of a whole number in a database


def plain(text: str) -> object:
    """Return the value of a JSON text, in which no key stands twice and every number is one.

    Raises:
        ValueError: it is no JSON, or such one, or too deep.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key stands twice")
    return value


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _thinkable(moment: datetime, told: ValidationInfo) -> datetime:
    if moment.year not in YEARS:
        raise ValueError("no year of ours")
    if told.context and moment > told.context[LATEST]:
        raise ValueError("still to come")
    return moment


def _is(kind: type[Settings]) -> AfterValidator:
    """Return what refuses a text that is not the JSON of a value; the text stays as it is."""

    def check(text: str) -> str:
        plain(text)
        kind.model_validate_json(text)
        return text

    return AfterValidator(check)


def _visible(text: str) -> str:
    if not text.isprintable():
        raise ValueError("what nobody can see")
    return text


At = Annotated[AwareDatetime, AfterValidator(_thinkable)]
Offset = Annotated[int, Field(gt=-1440, lt=1440, description="minutes ahead of UTC")]
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Name = Annotated[str, Field(max_length=40), AfterValidator(_visible)]


class Line(Settings):
    """A line. Nothing is taken for something else: "1" is no number, and 1 is no yes."""

    model_config = ConfigDict(strict=True)


class ChildLine(Line):
    """The child."""

    # As long as enrolment makes them: a short one stands in any file by chance, and after the child
    # is erased that would be taken for a trace.
    key: str = Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")
    code: str = Field(pattern=r"^[A-Z0-9]{8}$")
    pseudonym: Pseudonym
    picture: Name
    age: AgeBand
    language: Language
    settings: str = Field(max_length=10_000)
    created_at: At


class ConsentLine(Line):
    """A guardian's consent."""

    given_by: Literal["parent", "guardian"]
    wording: Annotated[int, Field(ge=1, le=LARGEST)]
    at: At
    at_offset: Offset


class PlanLine(Line):
    """A plan from then on. at_offset: None: from an archive of store 0003, which had none."""

    at: At
    plan: Annotated[str, _is(Plan)]
    at_offset: Offset | None = None


class BreakLine(Line):
    """A break of a session."""

    from_at: At
    to_at: At | None


class SessionLine(Line):
    """A session with its breaks.

    version, calls_before: None, too, in archives of store 0003, whose `calls` were counted since
    the server started.
    """

    number: Count
    started_at: At
    started_offset: Offset
    ended_at: At | None
    why: Why | None
    form: Form | None
    calls: Count | None
    pictures: Count | None
    breaks: tuple[BreakLine, ...]
    version: Name | None = None
    calls_before: Count | None = None


class ResponseLine(Line):
    """A response to a trial."""

    attempt: Count
    place: Count
    correct: bool
    prompted: bool
    reaction_ms: Count
    at: At
    at_offset: Offset


class TrialLine(Line):
    """A trial with the responses to it."""

    shown_at: At
    helped: bool
    value: str
    responses: tuple[ResponseLine, ...]


class WithdrawnLine(Line):
    """A trial that was taken back."""

    shown_at: At
    at: At
    value: Annotated[str, _is(Trial)]


class FormLine(Line):
    """A probe form that was asked for."""

    kind: Form
    asked_at: At
    session: Count | None


class ObservationLine(Line):
    """Something that a caregiver saw in real life."""

    at: At
    at_offset: Offset
    kind: Kind
    batch: Count
    feeling: Feeling
    about: Name
    result: Result


class SignalLine(Line):
    """How the child shows a feeling."""

    feeling: Feeling
    words: Own
    helps: Own
    face: Annotated[str, _is(Face)] | None
    at: At


# The members, in the order in which they are written and read.
MEMBERS: dict[str, type[Line]] = {
    "child.jsonl": ChildLine,
    "consent.jsonl": ConsentLine,
    "plan.jsonl": PlanLine,
    "session.jsonl": SessionLine,
    "trial.jsonl": TrialLine,
    "withdrawn.jsonl": WithdrawnLine,
    "form.jsonl": FormLine,
    "observation.jsonl": ObservationLine,
    "signal.jsonl": SignalLine,
}


class Member(Line):
    """What a member must be. sha256: 64 hex digits."""

    lines: Count
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(Line):
    """What the archive is, and what stands in it.

    format: of the archive. pyojeong: version that made it. store: form of its database.
    """

    what: Literal["pyojeong child"] = WHAT
    format: Literal[1] = FORMAT
    pyojeong: str = Field(max_length=40)
    store: str = Field(pattern=r"^\d{4}$")
    child: str
    pseudonym: str
    members: dict[str, Member]

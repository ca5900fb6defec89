"""Sessions of a child as a caregiver reads them: a list, and a sheet of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles

from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.trial import TEACH
from pyojeong.app.store import Store, glances, people
from pyojeong.app.store.glances import Answer, Glimpse

PAGE = 50  # sessions
FEW = 4  # times below which quartiles say nothing [D]


@dataclass(frozen=True)
class Asked:
    """What was asked about a feeling. alone: right without help. probes: tasks asked so."""

    feeling: Feeling
    tasks: int
    alone: int
    helped: int
    probes: int


@dataclass(frozen=True)
class Times:
    """How long first responses took, in ms: median and quartiles; a record, never a goal."""

    lower: int
    median: int
    upper: int


@dataclass(frozen=True)
class Listed:
    """A page of sessions, the newest first. page: from 1, of `pages`."""

    sessions: tuple[Glimpse, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class Sheet:
    """One session. times: None: too few to say."""

    session: Glimpse
    asked: tuple[Asked, ...]
    times: Times | None
    before: int | None
    after: int | None


class Sittings:
    """The sessions of a child.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    @property
    def server(self) -> str | None:
        """The machine of the database server to which answers go; None: they stay in a folder."""
        return self._store.server

    def listed(self, key: str, page: int) -> Listed:
        """Return a page of sessions; of a page that is not there, the nearest.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            people.get(transaction, key)
            pages = max(-(-glances.sessions(transaction, key) // PAGE), 1)
            here = min(max(page, 1), pages)
            found = glances.latest(transaction, key, PAGE, skip=(here - 1) * PAGE)
        return Listed(found, here, pages)

    def sheet(self, key: str, number: int) -> Sheet | None:
        """Return one session; None: there is none of that number.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            people.get(transaction, key)
            session = glances.numbered(transaction, key, number)
            if session is None:
                return None
            answers = glances.answers(transaction, session.id)
            newer = glances.numbered(transaction, key, number + 1)
        return Sheet(
            session=session,
            asked=asked(answers),
            times=times([one.reaction_ms for one in answers]),
            before=number - 1 if number else None,
            after=newer.number if newer else None,
        )


def asked(answers: Iterable[Answer]) -> tuple[Asked, ...]:
    """Return what was asked, by feeling, in the order in which feelings are taught."""
    found: dict[Feeling, list[Answer]] = {}
    for one in answers:
        found.setdefault(one.feeling, []).append(one)
    return tuple(
        _asked(feeling, found[feeling]) for feeling in (*ORDER, SAFETY) if feeling in found
    )


def _asked(feeling: Feeling, answers: Sequence[Answer]) -> Asked:
    return Asked(
        feeling=feeling,
        tasks=len(answers),
        alone=sum(one.correct and not one.prompted for one in answers),
        helped=sum(one.correct and one.prompted for one in answers),
        probes=sum(one.purpose != TEACH for one in answers),
    )


def times(taken_ms: Sequence[int]) -> Times | None:
    """Return the median and the quartiles of some times, as Hyndman and Fan's type 7 has them."""
    if len(taken_ms) < FEW:
        return None
    lower, median, upper = quantiles(taken_ms, n=4, method="inclusive")
    return Times(round(lower), round(median), round(upper))

"""Signals: how a child says that he or she shows each feeling, and practice in reading that."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count, islice
from random import Random
from typing import Literal

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.signals import Signal
from pyojeong.app.domain.stimulus import Face, Person
from pyojeong.app.people import cast
from pyojeong.app.pictures.staging import stage
from pyojeong.app.store import Store, people, signals

MODELS = 8  # drawn children to choose from, in every tone [D]
WAYS = 3  # ways to show a feeling to choose from [D]
STRENGTHS = (0.4, 0.7, 1.0)  # [D] a little, rather, strongly
TRIED = 20  # numbers of pictures in which other ways are looked for [D]


class Signals:
    """What the pages of signals ask for. All raise UnknownChildError without such a child.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def of(self, child: str) -> dict[Feeling, Signal]:
        """Return the signals that a child has given, by feeling, in their order."""
        with self._store.reading() as transaction:
            people.get(transaction, child)
            return signals.of(transaction, child)

    def keep(self, child: str, signal: Signal) -> None:
        """Keep a signal in place of the one before; an empty one takes it away."""
        with self._store.writing() as transaction:
            people.get(transaction, child)
            signals.keep(transaction, child, signal, self._clock())


def models() -> tuple[Person, ...]:
    """Return the drawn children of whom one can lend the face: nobody who is held out."""
    return tuple(islice((one for one in cast().taught if one.age == "child"), MODELS))


@cache  # of a few people and feelings
def faces(person: Person, feeling: Feeling) -> tuple[Face, ...]:
    """Return the faces to choose from: three ways to show a feeling, each in three strengths."""
    return tuple(
        Face(person=person, feeling=feeling, intensity=strength, variation=variation)
        for variation in islice(_ways(person, feeling), WAYS)
        for strength in STRENGTHS
    )


def _ways(person: Person, feeling: Feeling) -> Iterator[int]:
    """Give numbers of pictures that show a feeling in different ways; where none is left, any."""
    known: list[frozenset[int]] = []
    for variation in count():
        shown = stage(Face(person=person, feeling=feeling, variation=variation)).units.by_number()
        way = frozenset(number for number, strength in shown.items() if strength)
        if way not in known or variation >= TRIED:
            known.append(way)
            yield variation


@dataclass(frozen=True)
class Turn:
    """One turn of practice in reading: a signal, and whether its face or its words are shown."""

    signal: Signal
    by: Literal["face", "words"]


def turn(given: Mapping[Feeling, Signal], number: int, child: str) -> Turn | None:
    """Return a turn; in so many turns as there are signals each comes once.

    Args:
        given: signals of the child.
        number: of the turn, from 0.
        child: its key.

    Returns:
        The turn; None: there is nothing to read yet.
    """
    readable = [signal for signal in given.values() if signal.readable]
    if not readable:
        return None
    round_, place = divmod(number, len(readable))
    rng = Random(f"{child} {round_}")
    rng.shuffle(readable)
    signal = readable[place]
    by_words = signal.words and (signal.face is None or (round_ + place) % 2)
    return Turn(signal, "words" if by_words else "face")

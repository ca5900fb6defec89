"""Glances at sessions, against what practice itself says."""

from datetime import timedelta, timezone
from pathlib import Path

from sqlalchemy import select

from fakes.practice import Clock, give, mina, pending, play, practising, to_teaching
from pyojeong.app.store import Store, glances, open_store, trials
from pyojeong.app.store.tables import SessionRow


def outcomes(store: Store, child: str) -> tuple[int, int]:
    """Return the number of outcomes, by a glance and by opening each."""
    with store.reading() as transaction:
        return glances.outcomes(transaction, child), len(list(trials.history(transaction, child)))


def test_outcomes_are_counted_by_the_last_alone(tmp_path: Path) -> None:
    """A glance counts as many outcomes as there are, be a trial waiting or not."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    assert outcomes(store, key) == (0, 0)
    state = practice.start(key)
    assert outcomes(store, key) == (0, 0)
    state = give(practice, key, state).next
    assert outcomes(store, key) == (1, 1)
    practice.stop(key)
    assert outcomes(store, key) == (1, 1)
    clock.wind(days=1)
    play(practice, key, clock)
    clock.wind(days=1)
    state = to_teaching(practice, key, clock)
    give(practice, key, pending(state), right=False)  # it waits for another try
    told, counted = outcomes(store, key)
    assert told == counted > 20
    store.close()


def test_a_session_from_afar(tmp_path: Path) -> None:
    """A session has its tasks, its breaks, and the times of the child's own clock."""
    clock = Clock()
    clock.now = clock.now.astimezone(timezone(timedelta(hours=9)))
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    state = practice.start(key)
    give(practice, key, state)
    practice.pause(key)
    clock.wind(minutes=3)
    give(practice, key, practice.resume(key))
    practice.pause(key)
    with store.reading() as transaction:
        (open_,) = glances.latest(transaction, key, 5)
    assert (open_.ended, open_.why, len(open_.breaks), open_.given) == (None, None, 2, 2)
    assert open_.rested == timedelta(minutes=3)
    clock.wind(minutes=1)
    practice.stop(key)
    with store.reading() as transaction:
        found = glances.numbered(transaction, key, 0)
        answers = glances.answers(transaction, found.id if found else 0)
    assert found
    assert (found.tasks, len(answers)) == (2, 2)
    assert (found.number, found.why, found.form) == (0, "stopped", None)
    assert (found.calls, found.pictures) == (0, 0)
    assert found.rested == timedelta(minutes=4)
    assert found.started.utcoffset() == timedelta(hours=9)
    assert found.ended == clock()
    store.close()


def test_a_session_of_an_earlier_version(tmp_path: Path) -> None:
    """What an earlier version did not count is None, and not nought."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    play(practice, key, clock)
    with store.writing() as transaction:
        row = transaction.scalars(select(SessionRow)).one()
        row.calls = row.pictures = None
    with store.reading() as transaction:
        (found,) = glances.latest(transaction, key, 1)
    assert (found.calls, found.pictures) == (None, None)
    store.close()


def test_the_newest_first(tmp_path: Path) -> None:
    """Sessions come newest first, some may be skipped, and nobody else's are among them."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key, other = mina(practice), mina(practice)
    for _ in range(3):
        play(practice, key, clock, 2)
        clock.wind(days=1)
    with store.reading() as transaction:
        found = [one.number for one in glances.latest(transaction, key, 2)]
        older = [one.number for one in glances.latest(transaction, key, 2, skip=2)]
        assert (found, older) == ([2, 1], [0])
        assert (glances.sessions(transaction, key), glances.sessions(transaction, other)) == (3, 0)
        assert glances.latest(transaction, other, 2) == ()
        assert glances.numbered(transaction, key, 7) is None
    store.close()


def test_only_those_with_an_answer(tmp_path: Path) -> None:
    """Sessions that were opened and left are passed over, however many they are."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    play(practice, key, clock, 2)
    for _ in range(4):
        clock.wind(days=1)
        practice.start(key)
        practice.stop(key)
    with store.reading() as transaction:
        (found,) = glances.latest(transaction, key, 3, answered=True)
        assert (found.number, found.tasks) == (0, 2)
        assert [one.tasks for one in glances.latest(transaction, key, 3)] == [0, 0, 0]
    store.close()

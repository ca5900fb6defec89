"""Courses in memory: believed while they are current, and not too many."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fakes.classroom import START
from fakes.histories import fill
from fakes.memory import memory_store
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import Plan
from pyojeong.app.practice import courses as module
from pyojeong.app.practice.courses import Courses
from pyojeong.app.store import Store, glances, open_store, trials

PLAN = Plan()


@pytest.fixture
def store() -> Store:
    """A store of three children who practised for some days."""
    return memory_store()


@pytest.fixture
def keys(store: Store) -> tuple[str, ...]:
    """The children's keys."""
    return fill(store, children=3, days=4)


def get(store: Store, courses: Courses, child: str, plan: Plan = PLAN) -> Course:
    """Return the course of a child as it is stored."""
    with store.reading() as transaction:
        return courses.get(transaction, child, plan, glances.outcomes(transaction, child))


def test_a_course_is_made_once(store: Store, keys: tuple[str, ...]) -> None:
    """It is that of the stored history, and the same one until something has happened."""
    courses = Courses()
    known = get(store, courses, keys[0])
    with store.reading() as transaction:
        assert known == Course.of(PLAN, trials.history(transaction, keys[0]))
    assert get(store, courses, keys[0]) is known
    assert get(store, courses, keys[0], Plan(blocks=1)).plan.blocks == 1


def test_another_count(store: Store, keys: tuple[str, ...]) -> None:
    """One that has more outcomes than the store, or fewer, is not believed."""
    courses = Courses()
    courses.keep(keys[0], Course(PLAN))
    assert get(store, courses, keys[0]).count > 0


def test_forgotten(store: Store, keys: tuple[str, ...]) -> None:
    """Who is forgotten is worked out anew; to forget twice does no harm."""
    courses = Courses()
    known = get(store, courses, keys[0])
    for _ in range(2):
        courses.forget(keys[0])
    again = get(store, courses, keys[0])
    assert again == known
    assert again is not known


def test_the_least_lately_used_goes(
    monkeypatch: pytest.MonkeyPatch, store: Store, keys: tuple[str, ...]
) -> None:
    """Of three children where two are remembered, the one that was asked for first is made anew."""
    monkeypatch.setattr(module, "KEPT", 2)
    courses = Courses()
    first, second = (get(store, courses, key) for key in keys[:2])
    assert get(store, courses, keys[0]) is first
    get(store, courses, keys[2])
    assert get(store, courses, keys[0]) is first
    assert get(store, courses, keys[1]) is not second


def test_any_thread_may_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many remember, ask and forget at once, no more are kept than may be."""
    monkeypatch.setattr(module, "KEPT", 3)
    courses, store = Courses(), open_store(tmp_path, START)

    def live(number: int) -> int:
        key = str(number % 7)
        courses.keep(key, Course(PLAN))
        with store.reading() as transaction:
            found = courses.get(transaction, key, PLAN, 0).count
        if number % 11 == 0:
            courses.forget(key)
        return found

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(live, range(400))) == {0}
    store.close()
    assert len(courses._known) <= 3

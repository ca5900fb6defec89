"""What is told of a child beside its trials: sessions, real life, and plans."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from fakes.archives import read, rewritten, saved
from fakes.away import lived
from fakes.classroom import START
from fakes.practice import Clock, mina, practising
from pyojeong import __version__
from pyojeong.app.domain.missions import missions
from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.reports.dated import Dated, changed, observations_of, plans_of, sessions_of
from pyojeong.app.reports.tables.observations import OBSERVATIONS
from pyojeong.app.reports.tables.plans import PLANS
from pyojeong.app.reports.tables.sessions import SESSIONS
from pyojeong.app.reports.tables.table import Cell, Table
from pyojeong.app.store import Store, observations, open_store, people
from pyojeong.app.store.exporting import exported
from pyojeong.app.store.tables import SessionRow
from pyojeong.core.errors import UnknownChildError


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """A store with a child who has something in every table."""
    store = open_store(tmp_path_factory.mktemp("here"), START)
    yield store, lived(store)
    store.close()


def told(table: Table[Any], rows: Iterator[Dated[Any]]) -> list[dict[str, Cell]]:
    """Return rows by the names of their columns."""
    return [dict(zip(table.head, table.cells(row), strict=True)) for row in rows]


def test_sessions(here: tuple[Store, str]) -> None:
    """A session says when it began and ended, why, its breaks and what was counted in it."""
    store, child = here
    with store.reading() as transaction:
        rows = told(SESSIONS, sessions_of(transaction, child))
    assert [row["session"] for row in rows] == [1, 2, 3]
    assert [row["day"] for row in rows] == [0, 1, 2]
    assert [row["ended_why"] for row in rows] == ["done", "stopped", None]
    assert [(row["breaks"], row["breaks_s"]) for row in rows] == [(0, 0), (1, 120), (0, 0)]
    assert [bool(row["ended_at"]) for row in rows] == [True, True, False]
    for row in rows[:2]:
        assert str(row["began_at"]) < str(row["ended_at"])
        assert (row["calls"], row["pictures"]) == (0, 0)
        assert row["asked_by"] == __version__


def test_a_break_that_lasts(tmp_path: Path) -> None:
    """A break that lasts is none yet, and a session under way has no end."""
    store, clock = open_store(tmp_path, START), Clock()
    practice = practising(store, clock)
    child = mina(practice)
    practice.start(child)
    practice.pause(child)
    with store.reading() as transaction:
        (row,) = told(SESSIONS, sessions_of(transaction, child))
    store.close()
    assert (row["breaks"], row["ended_at"], row["ended_why"]) == (0, None, None)


def test_plans(here: tuple[Store, str]) -> None:
    """A plan has a column for every setting, and says which are other than before."""
    store, child = here
    with store.reading() as transaction:
        kept = people.plans(transaction, child)
        first, second = told(PLANS, plans_of(transaction, child))
    assert first.keys() == second.keys() >= Plan.model_fields.keys()
    assert first["changed"] is None
    names = str(second["changed"]).split()
    assert names == [one for one in Plan.model_fields if first[one] != second[one]]
    assert {"array", "languages"} <= set(names)
    starts = kept[0][1].starts
    assert first["starts"] == " ".join(f"{feeling}:{session}" for feeling, session in starts)
    assert starts
    assert (second["array"], second["languages"], second["errorless"]) == (4, "ko en", 0)


def test_changed() -> None:
    """Of a first plan nothing is changed; of a later one its own settings are named."""
    assert changed(None, Plan()) == ()
    assert changed(Plan(), Plan()) == ()
    assert changed(Plan(), Plan(blocks=3, errorless=True)) == ("blocks", "errorless")


def test_real_life(tmp_path: Path) -> None:
    """An observation says of which week and question it is, or of which mission."""
    store = open_store(tmp_path, START)
    child = mina(practising(store, Clock()))
    mission = next(iter(missions().values()))
    seen = [
        Observed(START, "probe", 0, "happy", "2", "alone"),
        Observed(START, "probe", 1, "sad", "", "not_yet"),
        Observed(START, "mission", 0, mission.feeling, mission.name, "helped"),
        Observed(START, "mission", 1, "sad", "Minas-card", "helped"),
    ]
    with store.writing() as transaction:
        observations.add(transaction, child, seen)
    with store.reading() as transaction:
        rows = told(OBSERVATIONS, observations_of(transaction, child))
    store.close()
    assert [(row["batch"], row["question"]) for row in rows] == [
        (1, 2), (2, None), (1, None), (2, None),
    ]  # fmt: skip
    assert [row["mission"] for row in rows] == [None, None, mission.name, None]
    assert [row["day"] for row in rows] == [None] * 4  # there was no session yet
    assert rows[0]["recorded_at"] == START.isoformat(timespec="milliseconds")


def test_before_the_first_session(tmp_path: Path) -> None:
    """What was before the first session is told by a day less than 0."""
    store = open_store(tmp_path, START)
    clock = Clock(START + timedelta(days=4))
    child = mina(practising(store, Clock()))
    practising(store, clock).start(child)
    with store.reading() as transaction:
        (plan,) = plans_of(transaction, child)
    store.close()
    assert plan.day == -4


def test_no_words_of_an_archive(here: tuple[Store, str], tmp_path: Path) -> None:
    """What an archive from elsewhere says in place of a version is not told."""
    store, child = here
    other = open_store(tmp_path, START)
    key = read(other, rewritten(saved(store, child), "session.jsonl", 0, version="미나 1.0"))
    with other.reading() as transaction:
        versions = [one.what.version for one in sessions_of(transaction, key)]
        asked = {one.version for one in exported(transaction, key)}
    other.close()
    assert versions == [None, __version__, __version__]
    assert asked == {None, __version__}


def test_an_earlier_version(tmp_path: Path) -> None:
    """A session of which no version was kept says none."""
    store = open_store(tmp_path, START)
    child = lived(store)
    with store.writing() as transaction:
        transaction.execute(update(SessionRow).values(version=None))
    with store.reading() as transaction:
        assert {one.version for one in exported(transaction, child)} == {None}
    store.close()


def test_nobody(here: tuple[Store, str]) -> None:
    """Nothing is told of a child who is not there."""
    with here[0].reading() as transaction:
        for rows_of in (sessions_of, observations_of, plans_of):
            with pytest.raises(UnknownChildError):
                list(rows_of(transaction, "nobody"))

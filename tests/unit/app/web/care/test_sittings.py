"""The pages of sessions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pyojeong.app.store import Store
from pyojeong.app.store.tables import SessionRow
from unit.app.web.care.care_house import CareHouse, kept
from unit.app.web.care.test_home import text_of


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CareHouse]:
    """A house with a store."""
    with kept(tmp_path) as there:
        yield there


def test_a_receipt_of_what_was_counted(house: CareHouse) -> None:
    """The receipt has the breaks that were, and the counters as the session stored them."""
    key = house.child()
    house.session(key, 3)
    house.practice.pause(key)
    house.clock.wind(minutes=4)
    house.practice.resume(key)
    house.practice.stop(key)
    with house.store.writing() as transaction:
        row = transaction.scalars(select(SessionRow)).one()
        row.calls, row.pictures = 7, 2
    said = text_of(house.caregiver().get(f"/caregiver/children/{key}/sessions/0").text)
    assert "Breaks asked for 1 Breaks given 1 Length of the breaks 4 min" in said
    assert "Pictures of the child kept 2 Sent to the internet 7" in said
    assert "The child chose to stop, which is always fine." in said
    assert "There are too few answers to say." in said


def test_where_answers_go(house: CareHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are kept on a server, the receipt says on which; else it names none."""
    key = house.child()
    house.session(key)
    path = f"/caregiver/children/{key}/sessions/0"
    assert "database server" not in text_of(house.caregiver().get(path).text)
    monkeypatch.setattr(Store, "server", "db.school")
    assert "on the database server db.school; what goes" in text_of(
        house.caregiver().get(path).text
    )


def test_a_session_before_anything_was_counted(house: CareHouse) -> None:
    """Of a session of an earlier version it is said that nothing was counted."""
    key = house.child()
    house.session(key)
    with house.store.writing() as transaction:
        row = transaction.scalars(select(SessionRow)).one()
        row.calls = row.pictures = None
    said = text_of(house.caregiver().get(f"/caregiver/children/{key}/sessions/0").text)
    assert "Pictures of the child kept not counted Sent to the internet not counted" in said
    assert "This is a record, never a goal." in said


@pytest.mark.parametrize("number", ["1", "x", "-1", "9" * 40, "²", "0.5"])
def test_no_such_session(house: CareHouse, number: str) -> None:
    """A session that is not there is calmly said not to be."""
    key = house.child()
    house.session(key, 2)
    reply = house.caregiver().get(f"/caregiver/children/{key}/sessions/{number}")
    assert (reply.status_code, "<h1>" in reply.text) == (404, True)


@pytest.mark.parametrize("page", ["0", "7", "x", "", "9" * 40])
def test_no_such_page(house: CareHouse, page: str) -> None:
    """A page that is not there is the nearest that is."""
    key = house.child()
    house.session(key, 2)
    reply = house.caregiver().get(f"/caregiver/children/{key}/sessions?page={page}")
    assert (reply.status_code, "Session 1" in reply.text) == (200, True)

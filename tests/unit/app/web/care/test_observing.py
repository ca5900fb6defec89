"""The page of probes: the week's questions and the forms, and what nobody should send there."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from fakes.house import House
from fakes.life import visited
from fakes.practice import Clock
from pyojeong.app.domain.forms import FORMS
from pyojeong.app.store import observations
from pyojeong.app.web.care.observing import OVER, UNANSWERED
from pyojeong.core.settings import replace
from unit.app.web.care.care_house import fields
from unit.app.web.doll_house import Browser


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def visit(tmp_path: Path, clock: Clock) -> Iterator[tuple[House, Browser, str]]:
    """A house, a browser with its door open, and the path of a child's probes."""
    with visited(tmp_path, clock) as (house, browser):
        yield house, browser, f"/caregiver/children/{house.child('en')}/probes"


def week_in(page: str) -> str:
    """Return the number of the week that a page asks about."""
    found = re.search(r'name="week" value="(-?\d+)"', page)
    assert found
    return found[1]


def stored(house: House, path: str) -> list[str]:
    """Return the results that are stored of the child of a path."""
    with house.store.reading() as transaction:
        return [one.result for one in observations.of(transaction, path.split("/")[3])]


def test_answered(visit: tuple[House, Browser, str]) -> None:
    """Answers are stored and shown again, ticked; sent twice they stand once."""
    house, browser, path = visit
    week = week_in(browser.get(path).text)
    for _ in range(2):
        sent = browser.send(path, {"week": week, "answer-0": "helped", "answer-1": "absent"})
        assert (sent.status_code, sent.headers["Location"]) == (303, path)
    assert stored(house, path) == ["helped"]
    page = browser.get(path).text
    assert re.search(r'name="answer-0" value="helped" checked', page)
    assert page.count(" checked") == 5
    assert "Answers of this week are recorded." in page


@pytest.mark.parametrize(
    "odd",
    [
        {"answer-0": "brilliant"},
        {"answer-0": "<script>"},
        {"answer-4": ""},
        {"week": ""},
        {"week": "next"},
        {"week": "9" * 5000},
        {"was-0": "brilliant"},
    ],
)
def test_odd_answers(visit: tuple[House, Browser, str], odd: dict[str, str]) -> None:
    """What cannot be an answer is said, and nothing of it stored."""
    house, browser, path = visit
    week = week_in(browser.get(path).text)
    sent = browser.send(path, {"week": week, "answer-1": "alone"} | odd)
    assert sent.status_code == 422
    assert UNANSWERED in sent.text
    assert stored(house, path) == []


def test_two_who_answer(visit: tuple[House, Browser, str]) -> None:
    """An older page erases nobody's answer; of one question both are shown before either stands."""
    house, browser, path = visit
    older = fields(browser.get(path).text)
    assert browser.send(path, older | {"answer-0": ["alone"]}).status_code == 303
    assert browser.send(path, older | {"answer-3": ["helped"]}).status_code == 303
    assert stored(house, path) == ["alone", "helped"]
    reply = browser.send(path, older | {"answer-0": ["not_yet"], "answer-1": ["alone"]})
    assert (reply.status_code, stored(house, path)) == (409, ["alone", "helped"])
    assert unescape(reply.text).count("Somebody else answered: Told it alone.") == 1
    page = fields(reply.text)
    assert [page[f"answer-{n}"] for n in range(4)] == [
        ["not_yet"],
        ["alone"],
        ["absent"],
        ["helped"],
    ]
    assert browser.send(path, page).status_code == 303
    assert stored(house, path) == ["not_yet", "alone", "helped"]


def test_a_measured_start(visit: tuple[House, Browser, str]) -> None:
    """Of feelings that wait nothing is acted out: what to try stands at none of the questions."""
    house, browser, path = visit
    assert "To try it" in browser.get(path).text
    key = path.split("/")[3]
    starts = (("happy", 3), ("anger", 4), ("sad", 6))
    house.practice.set_plan(key, replace(house.practice.plan(key), starts=starts))
    page = browser.get(path).text
    assert "To try it" not in page
    assert page.count("Only look for now") == 5


def test_another_week(visit: tuple[House, Browser, str], clock: Clock) -> None:
    """A page from last week is told that the week is over, with this week's questions."""
    house, browser, path = visit
    week = week_in(browser.get(path).text)
    clock.wind(days=7)
    browser.open_door("258047")
    sent = browser.send(path, {"week": week, "answer-0": "alone"})
    assert sent.status_code == 422
    assert OVER in sent.text
    assert week_in(sent.text) == str(int(week) + 1)
    assert stored(house, path) == []


@pytest.mark.parametrize("form", FORMS)
def test_forms(visit: tuple[House, Browser, str], form: str) -> None:
    """A form is asked for once, however often it is sent, and can be taken back."""
    house, browser, path = visit
    browser.get(path)
    for _ in range(2):
        assert browser.send(f"{path}/form", {"form": form}).status_code == 303
    page = unescape(browser.get(path).text)
    assert "Not normed" in page
    assert page.count("Asked for") == 1
    for _ in range(2):
        assert browser.send(f"{path}/form/withdraw").status_code == 303
    assert "Asked for" not in browser.get(path).text
    key = path.split("/")[3]
    browser.send(f"{path}/form", {"form": form})
    house.finish(key)
    assert "Forms that were done" in browser.get(path).text


def test_a_form_without_an_answer(visit: tuple[House, Browser, str]) -> None:
    """A form that was stopped before any answer stands in its table as broken off, without counts.

    Nobody is told that nothing was right.
    """
    house, browser, path = visit
    key = path.split("/")[3]
    house.practice.ask_form(key, "eyes")
    house.practice.start(key)
    house.practice.stop(key)
    page = browser.get(path).text
    assert "Broken off" in page
    assert "0 of" not in page


def test_no_such_form(visit: tuple[House, Browser, str]) -> None:
    """A form that there is not is refused."""
    _house, browser, path = visit
    browser.get(path)
    assert browser.send(f"{path}/form", {"form": "voices"}).status_code == 422


def test_nobody(visit: tuple[House, Browser, str]) -> None:
    """Of another key there is nothing."""
    _house, browser, path = visit
    browser.get(path)
    elsewhere = "/caregiver/children/nobody/probes"
    assert browser.get(elsewhere).status_code == 404
    assert browser.send(elsewhere, {"week": "0"}).status_code == 404
    assert browser.send(f"{elsewhere}/form", {"form": "eyes"}).status_code == 404

"""The page of missions: cards, which of them, and how they went."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from fakes.house import House
from fakes.life import visited
from fakes.practice import Clock
from pyojeong.app.domain.missions import missions
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.store import observations
from pyojeong.core.settings import replace
from unit.app.web.doll_house import Browser


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[tuple[House, Browser, str]]:
    """A house, a browser with its door open, and the path of a child's missions."""
    with visited(tmp_path, Clock()) as (house, browser):
        yield house, browser, f"/caregiver/children/{house.child('en')}/missions"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_cards(tmp_path: Path, language: Language) -> None:
    """Every mission has its card, its face and its words, in the language of the house."""
    with visited(tmp_path, Clock(), language) as (house, browser):
        path = f"/caregiver/children/{house.child(language)}/missions?feeling=all"
        page = unescape(browser.get(path).text)
    assert page.count('class="card"') == len(missions()) == page.count('role="img"')
    for one in missions().values():
        assert one.card(language).title in page
        assert one.card(language).do in page
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("which", "cards"),
    [("", 12), ("?feeling=now", 12), ("?feeling=pain", 4), ("?feeling=joy", 12)],
)
def test_which(visit: tuple[House, Browser, str], which: str, cards: int) -> None:
    """The cards that are for now are shown, or of one feeling; what is none shows those for now."""
    _house, browser, path = visit
    assert browser.get(path + which).text.count('class="card"') == cards


def test_a_measured_start(visit: tuple[House, Browser, str]) -> None:
    """While feelings wait no card is for now, and it is said why; all cards can be looked at."""
    house, browser, path = visit
    key = path.split("/")[3]
    starts = (("happy", 3), ("anger", 4), ("sad", 6))
    house.practice.set_plan(key, replace(house.practice.plan(key), starts=starts))
    page = unescape(browser.get(path).text)
    assert 'class="card"' not in page
    assert "wait until teaching of them has begun: happy, angry, sad, scared" in page
    page = browser.get(f"{path}?feeling=all").text
    assert page.count('class="card"') == len(missions())
    assert page.count("This card waits") == len(missions()) - 4  # those of pain


def test_a_mission_that_taught_ahead(visit: tuple[House, Browser, str]) -> None:
    """What was done before its feeling was taught is noted where the plan is, by its title."""
    house, browser, _path = visit
    starts = (("happy", 3), ("anger", 4), ("sad", 6))
    child = f"/caregiver/children/{house.child('en', Plan(starts=starts), 'Fox')}"
    plan = f"{child}/plan"
    assert "before its start" not in browser.get(plan).text
    browser.send(f"{child}/missions", {"mission": "happy-gift", "result": "alone"})
    page = unescape(browser.get(plan).text)
    assert "What was taught at home before its start" in page
    assert f"1 March 2027: happy, “{missions()['happy-gift'].en.title}”" in page


def test_each_sheet_says_whose_it_is(visit: tuple[House, Browser, str]) -> None:
    """Every sheet of cards bears the name for paper."""
    _house, browser, path = visit
    assert browser.get(path).text.count('class="sheet" data-whose="Otter"') == 3


def test_recorded(visit: tuple[House, Browser, str]) -> None:
    """How a mission went is stored once a day, and said on its card."""
    house, browser, path = visit
    browser.get(path)
    for result in ("not_yet", "helped", "helped"):
        sent = browser.send(path, {"mission": "happy-gift", "result": result, "shown": "happy"})
        assert sent.headers["Location"] == f"{path}?feeling=happy#happy-gift"
    with house.store.reading() as transaction:
        (one,) = observations.of(transaction, path.split("/")[3])
    assert (one.kind, one.about, one.feeling, one.result) == (
        "mission", "happy-gift", "happy", "helped",
    )  # fmt: skip
    assert "Done with help. Times recorded: 1." in browser.get(path).text


@pytest.mark.parametrize(
    "fields",
    [
        {"mission": "happy-go-lucky"},
        {"mission": ""},
        {"result": "brilliant"},
        {"result": ""},
    ],
)
def test_odd(visit: tuple[House, Browser, str], fields: dict[str, str]) -> None:
    """What is no mission or no result is refused, and nothing stored."""
    house, browser, path = visit
    browser.get(path)
    sent = browser.send(path, {"mission": "happy-gift", "result": "alone"} | fields)
    assert sent.status_code == 422
    with house.store.reading() as transaction:
        assert observations.of(transaction, path.split("/")[3]) == []


def test_back_is_ours(visit: tuple[House, Browser, str]) -> None:
    """A form cannot name a page of somebody else's to go on with."""
    _house, browser, path = visit
    browser.get(path)
    fields = {"mission": "happy-gift", "result": "alone", "shown": "//evil.example/"}
    assert browser.send(path, fields).headers["Location"] == f"{path}?feeling=now#happy-gift"


def test_nobody(visit: tuple[House, Browser, str]) -> None:
    """Of another key there is nothing."""
    _house, browser, path = visit
    browser.get(path)
    elsewhere = "/caregiver/children/nobody/missions"
    assert browser.get(elsewhere).status_code == 404
    fields = {"mission": "happy-gift", "result": "alone"}
    assert browser.send(elsewhere, fields).status_code == 404

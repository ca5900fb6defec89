"""What was typed while the door fell shut: it waits for the PIN, in memory, and for minutes."""

import re
from html import unescape

import pytest

from pyojeong.app.web.security import UNSAVED
from pyojeong.app.web.sessions import IDLE_S, Sessions
from pyojeong.app.web.unsaved import KEPT_S, MOST, Unsaved, Waiting
from unit.app.web.doll_house import PIN, Browser, Clock, DollHouse

DETAILS = "/caregiver/children/k0/details"
TYPED = {"pseudonym": "Owl “&<b>”", "picture": "pic-owl", "age": "9-13"}
NOT_YET = "Not saved yet"


@pytest.fixture
def typing(house: DollHouse) -> Browser:
    """The keeper's browser, on whose page somebody typed until the door had fallen shut."""
    browser = house.browser()
    browser.open_door()
    browser.get(DETAILS)
    house.clock.pass_s(IDLE_S + 1)
    return browser


def waiting(page: str) -> dict[str, str]:
    """Return what a page would send again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found if name != "csrf"}


def opened(browser: Browser, **fields: object) -> str:
    """Type the PIN at the door to which a browser was sent, and return where it leads."""
    assert NOT_YET in browser.get("/caregiver/door").text
    return browser.send("/caregiver/door", {"pin": PIN, **fields}).headers["Location"]


def name_of(house: DollHouse) -> str:
    """Return what the child is called."""
    return house.practice.child("k0").child.pseudonym


def test_what_was_typed_waits_for_the_pin(house: DollHouse, typing: Browser) -> None:
    """After the right PIN the form is there as it was typed, and one press saves it."""
    assert typing.send(DETAILS, TYPED).headers["Location"] == "/caregiver/door"
    assert name_of(house) == "Turtle"
    assert typing.send("/caregiver/door", {"pin": "0000"}).status_code == 403
    assert opened(typing) == UNSAVED
    page = typing.get(UNSAVED).text
    assert f'action="{DETAILS}"' in page
    assert "Name, picture and age" in page
    assert waiting(page) == TYPED
    assert typing.send(DETAILS, waiting(page)).headers["Location"] == "/caregiver/children/k0"
    assert name_of(house) == TYPED["pseudonym"]
    assert typing.get(UNSAVED).headers["Location"] == "/caregiver"  # once


def test_a_door_opened_in_another_tab(house: DollHouse, typing: Browser) -> None:
    """A form of the door before is not lost either, where the door is open again by now."""
    before = typing.token
    typing.open_door()
    typing.token = before
    assert typing.send(DETAILS, TYPED).headers["Location"] == UNSAVED
    assert name_of(house) == "Turtle"
    assert waiting(typing.get(UNSAVED).text) == TYPED


def test_it_can_be_thrown_away(house: DollHouse, typing: Browser) -> None:
    """Who does not want it saved any more says so, and it is gone."""
    typing.send(DETAILS, TYPED)
    opened(typing)
    typing.get(UNSAVED)
    assert typing.send(f"{UNSAVED}/forget").headers["Location"] == "/caregiver"
    assert typing.get(UNSAVED).headers["Location"] == "/caregiver"
    assert name_of(house) == "Turtle"


def test_it_waits_for_minutes(house: DollHouse, typing: Browser) -> None:
    """Where nobody types the PIN for long it is gone, and the door says nothing of it."""
    typing.send(DETAILS, TYPED)
    house.clock.pass_s(KEPT_S + 1)
    assert NOT_YET not in typing.get("/caregiver/door").text
    assert typing.send("/caregiver/door", {"pin": PIN}).headers["Location"] == "/caregiver"


def test_it_is_shown_to_nobody_else(house: DollHouse, typing: Browser) -> None:
    """Neither another caregiver in this browser nor the same in another browser sees it."""
    kim, keeper = house.joined("parent", "k0", name="Kim"), house.keeper.id
    typing.send(DETAILS, TYPED)
    assert opened(typing, who=kim.id) == "/caregiver"
    assert typing.get(UNSAVED).headers["Location"] == "/caregiver"
    other = house.browser()
    assert NOT_YET not in other.get("/caregiver/door").text
    assert other.open_door(PIN, house.keeper).headers["Location"] == "/caregiver"
    assert other.get(UNSAVED).headers["Location"] == "/caregiver"
    typing.get("/caregiver")
    typing.send("/caregiver/leave")
    assert opened(typing, who=keeper) == UNSAVED


@pytest.mark.parametrize("token", ["", "x" * 43, "표정"])
def test_what_is_not_ours_does_not_wait(house: DollHouse, typing: Browser, token: str) -> None:
    """A form without the token of that door is forgotten at once, before the door and behind it."""
    typing.token = token
    assert typing.send(DETAILS, TYPED).headers["Location"] == "/caregiver/door"
    assert NOT_YET not in typing.get("/caregiver/door").text
    typing.open_door()
    typing.token = token
    assert typing.send(DETAILS, TYPED).status_code == 403


def test_a_token_is_worth_nothing_elsewhere(house: DollHouse, typing: Browser) -> None:
    """The token of a door that is shut lets no other browser, and no other site, leave anything."""
    thief = house.browser()
    thief.get("/")
    thief.token = typing.token
    thief.send(DETAILS, TYPED)
    assert NOT_YET not in thief.get("/caregiver/door").text
    reply = typing.send(DETAILS, TYPED, headers={"Origin": "http://evil.example"})
    assert reply.status_code == 403
    assert NOT_YET not in typing.get("/caregiver/door").text


def test_an_old_token_changes_nothing_by_itself(house: DollHouse, typing: Browser) -> None:
    """With the door open again, a form of the door before is shown, and not done."""
    kim = house.joined("parent", "k0", name="Kim")
    before = typing.token
    typing.open_door(PIN, kim)
    typing.token = before
    assert typing.send(DETAILS, TYPED).status_code == 403  # another's door
    assert name_of(house) == "Turtle"


def test_no_pin_waits(house: DollHouse, typing: Browser) -> None:
    """PINs that were typed are kept nowhere, nor is what erases, nor what says nothing."""
    fields = {"name": "Kim", "role": "parent", "pin": "8024", "again": "8024"}
    typing.send("/caregiver/people", fields)
    opened(typing)
    page = typing.get(UNSAVED).text
    assert "8024" not in page
    assert waiting(page) == {"name": "Kim", "role": "parent"}
    typing.send(f"{UNSAVED}/forget")
    token = typing.token
    house.clock.pass_s(IDLE_S + 1)
    for path, sent in (
        ("/caregiver/pin", {"old": PIN, "pin": "8024", "again": "8024"}),
        ("/caregiver/children/k0/erase", {"name": "Turtle"}),
        ("/caregiver/devices/forget", {"pin": PIN}),
    ):
        typing.token = token
        assert typing.send(path, sent).headers["Location"] == "/caregiver/door"
        assert NOT_YET not in typing.get("/caregiver/door").text


def test_it_is_nowhere_but_in_memory(house: DollHouse, typing: Browser) -> None:
    """Neither the store nor the settings of the house hold what waits."""
    typing.send(DETAILS, TYPED | {"pseudonym": "Zwiebelfisch"})
    assert "Zwiebelfisch" not in repr((house.vault, house.practice, house.accounts.deeds()))
    house.app = house.started()
    again = house.browser(cookies=typing.client.cookies)
    assert NOT_YET not in again.get("/caregiver/door").text


def form(browser: str, account: int = 1, path: str = "/p") -> Unsaved:
    """Return a form."""
    return Unsaved(browser, account, path, "plan", (("minutes", "9"),))


def test_few_wait() -> None:
    """Of a browser the last form waits, and of all no more than so many."""
    kept = Waiting(Clock().ticks)
    for number in range(MOST + 1):
        kept.keep(form(f"b{number}"))
    kept.keep(form("b1", path="/q"))
    assert kept.of("b0") is None
    assert kept.of("b1") == form("b1", path="/q")
    kept.forget("b1", "/p")
    assert kept.of("b1", 2) is None
    assert kept.of("b1", 1)
    kept.forget("b1", "/q")
    assert kept.of("b1") is None


def test_doors_that_are_shut_are_remembered() -> None:
    """The token of an ended session tells whose it was, in its browser; that of an open one not."""
    clock = Clock()
    sessions = Sessions(clock.ticks)
    told: list[tuple[str, str]] = []
    sessions.watch(lambda session, end: told.append((session.name, end)))
    first, second = sessions.open("b", 1), sessions.open("b", 1)
    assert sessions.ended(first.token, "b") is None
    sessions.close(first)
    clock.pass_s(IDLE_S + 1)
    assert sessions.used(second.name) is None
    assert [sessions.ended(one.token, "b") for one in (first, second)] == [first, second]
    assert sessions.ended(first.token, "c") is None
    sessions.close(first)
    assert told == [(first.name, "closed"), (second.name, "shut")]

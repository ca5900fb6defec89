"""A child's name, picture and age band are corrected."""

from html import unescape

import pytest

from pyojeong.app.web.forms import CHILD_FAULTS
from unit.app.web.doll_house import PIN, Browser, DollHouse

PATH = "/caregiver/children/k0/details"
OWL = {"pseudonym": "Owl", "picture": "pic-owl", "age": "9-13"}


@pytest.fixture
def parent(house: DollHouse) -> Browser:
    """The keeper's browser, at the page."""
    browser = house.browser()
    browser.open_door()
    browser.get(PATH)
    return browser


def known(house: DollHouse) -> tuple[str, str, str]:
    """Return name, picture and age band of the child."""
    one = house.practice.child("k0")
    return one.child.pseudonym, one.picture, one.child.age


def test_a_child_is_corrected(house: DollHouse, parent: Browser) -> None:
    """What was typed wrong is typed anew, and seen everywhere; key, code and consent stay."""
    before = house.practice.child("k0")
    page = parent.get(PATH).text
    assert 'value="Turtle"' in page
    assert 'value="pic-turtle" required checked' in page
    assert 'value="6-8" required checked' in page
    assert parent.send(PATH, OWL).headers["Location"] == "/caregiver/children/k0"
    assert known(house) == ("Owl", "pic-owl", "9-13")
    after = house.practice.child("k0")
    assert (after.code, after.child.consent) == (before.code, before.child.consent)
    assert "Owl" in parent.get("/caregiver").text
    assert "Turtle" not in parent.get("/caregiver/log").text


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"pseudonym": " "}, "pseudonym"),
        ({"pseudonym": "x" * 41}, "pseudonym"),
        ({"picture": "pic-me"}, "picture"),
        ({"age": "14"}, "age"),
        ({"age": ""}, "age"),
    ],
)
def test_what_cannot_be(
    house: DollHouse, parent: Browser, changes: dict[str, str], fault: str
) -> None:
    """What cannot be is asked again, with all that was typed; nothing is changed or written."""
    reply = parent.send(PATH, OWL | changes)
    assert (reply.status_code, CHILD_FAULTS[fault] in unescape(reply.text)) == (422, True)
    assert known(house) == ("Turtle", "pic-turtle", "6-8")
    assert "corrected" not in parent.get("/caregiver/log").text


def test_nothing_changed_is_no_line(house: DollHouse, parent: Browser) -> None:
    """Who saves what was there has corrected nothing, and no line says so."""
    same = {"pseudonym": " Turtle ", "picture": "pic-turtle", "age": "6-8"}
    assert parent.send(PATH, same).status_code == 303
    assert "corrected" not in parent.get("/caregiver/log").text


def test_for_whom_it_is(house: DollHouse, parent: Browser) -> None:
    """Parents and the keeper find the page; a therapist is neither led there nor let in."""
    assert f'href="{PATH}"' in parent.get("/caregiver").text
    kim = house.joined("therapist", "k0")
    browser = house.browser()
    browser.open_door(PIN, kim)
    assert PATH not in browser.get("/caregiver").text
    assert browser.get(PATH).status_code == 403
    assert browser.send(PATH, OWL).status_code == 403
    assert known(house) == ("Turtle", "pic-turtle", "6-8")

"""Home, and a child's first page."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from pyojeong.app.domain.trial import Language
from unit.app.web.care.care_house import CareHouse, kept
from unit.app.web.doll_house import PIN, Browser

NAME = "Turtle"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CareHouse]:
    """A house with a store."""
    with kept(tmp_path) as there:
        yield there


def text_of(page: str) -> str:
    """Return what a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def test_an_empty_house(house: CareHouse) -> None:
    """A house without a child says so, and offers to add one."""
    page = house.caregiver().get("/caregiver")
    assert page.status_code == 200
    assert "There is no child yet." in page.text
    assert 'href="/caregiver/children/new"' in page.text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_are_whole(house: CareHouse, language: Language) -> None:
    """Every page has its language, one heading, no script, and no style in a tag."""
    key, new = house.child(), house.child("New")
    house.session(key)
    browser = house.caregiver(language)
    for path in ("", f"/children/{key}", f"/children/{key}/plan", f"/children/{key}/sessions",
                 f"/children/{key}/sessions/0", f"/children/{new}",
                 f"/children/{new}/sessions"):  # fmt: skip
        page = browser.get(f"/caregiver{path}")
        assert page.status_code == 200, path
        assert f'<html lang="{language}"' in page.text
        assert len(re.findall("<h1", page.text)) == 1
        assert not re.search(r" style=|<script(?! type=\"module\" src)|\{\w+\}", page.text)
        assert page.text.count('name="csrf"') == page.text.count("<form")
        for one in re.findall(r'aria-labelledby="([\w-]+)"', page.text):
            assert f'id="{one}"' in page.text
        ids = re.findall(r' id="([^"]+)"', page.text)
        assert len(set(ids)) == len(ids)


def test_each_child_at_a_glance(house: CareHouse) -> None:
    """A child's card says when it practised last, this week's dose, and what comes next."""
    key = house.child()
    tasks = house.session(key)
    house.clock.wind(days=1)
    said = text_of(house.caregiver().get("/caregiver").text)
    assert f"Last session: yesterday. Tasks: {tasks}." in said
    assert "Days of practice this week: 1. Planned: 3." in said
    assert "Mon: practised" in said
    assert "Wed: planned" in said
    assert "happy not started 0 of 9 steps" in said
    assert said.count("Next:") == 1


def test_a_form_at_a_glance(house: CareHouse) -> None:
    """A form that waits is next; once done it is the last session, and no first one is told of."""
    key = house.child()
    browser = house.caregiver()
    house.practice.ask_form(key, "eyes")
    for path in ("", f"/children/{key}"):
        assert "Next: a probe form in place of one session: Eyes" in text_of(
            browser.get(f"/caregiver{path}").text
        )
    house.session(key)
    house.clock.wind(days=1)
    browser = house.caregiver()
    said = text_of(browser.get("/caregiver").text)
    assert "Last session, a probe form: yesterday. Tasks: " in said
    assert "Next: the first session" not in said
    assert "Mon: probe form" in said


def test_the_marks_of_a_week_are_explained(house: CareHouse) -> None:
    """Below the week each of its marks stands once with its words, for those who see it."""
    key = house.child()
    page = house.caregiver().get(f"/caregiver/children/{key}").text
    (key_of_marks,) = re.findall(r'<p class="small key" aria-hidden="true">(.*?)</p>', page, re.S)
    assert re.sub(r"\s+", " ", text_of(key_of_marks)).strip() == (
        "planned for today planned no practice planned"
    )


def test_a_childs_first_page(house: CareHouse) -> None:
    """The first page has every step by feeling, and the last sessions."""
    key = house.child()
    page = house.caregiver().get(f"/caregiver/children/{key}")
    said = text_of(page.text)
    assert "There was no session yet." in said
    assert "Nothing is mastered yet that could be reviewed." in said
    assert page.text.count("<tr>") == 10
    assert said.count("not taught") == 1
    house.session(key, 3)
    page = house.caregiver().get(f"/caregiver/children/{key}")
    assert f'href="/caregiver/children/{key}/sessions/0"' in page.text
    assert "It has not been ended yet." in text_of(page.text)


def test_whoever_was_not_given_a_child_sees_nothing_of_it(house: CareHouse) -> None:
    """A child that was given to nobody stands in no list, and has no page."""
    key = house.child()
    (keeper,) = house.accounts.everybody()
    house.accounts.add("Somebody", "parent", house.accounts.pin_hash(keeper.id) or "")
    other = house.accounts.everybody()[1]
    browser = Browser(house.caregiver().client)
    browser.send("/caregiver/leave")
    browser.client.cookies.clear()
    browser.open_door(PIN, other)
    assert NAME not in browser.get("/caregiver").text
    for end in ("", "/plan", "/sessions", "/sessions/0"):
        assert browser.get(f"/caregiver/children/{key}{end}").status_code == 404


def test_a_researcher_reads_a_code(house: CareHouse) -> None:
    """A researcher sees neither name nor picture, and no page of the plan."""
    key = house.child()
    house.session(key)
    (keeper,) = house.accounts.everybody()
    pin = house.accounts.pin_hash(keeper.id) or ""
    made = house.accounts.add("Doctor", "researcher", pin)
    house.accounts.give(key, made.id)
    browser = house.caregiver()
    browser.client.cookies.clear()
    browser.open_door(PIN, made)
    code = house.practice.child(key).code
    for end in ("", f"/children/{key}", f"/children/{key}/sessions",
                f"/children/{key}/sessions/0"):  # fmt: skip
        page = browser.get(f"/caregiver{end}").text
        assert code in page
        assert NAME not in page
        assert "pic-turtle" not in page
    assert browser.get(f"/caregiver/children/{key}/plan").status_code == 403
    assert "/remove" not in browser.get(f"/caregiver/children/{key}").text

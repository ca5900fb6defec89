"""The progress page, in a browser with the door open."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typing_extensions import override

from fakes import histories
from pyojeong.app.domain.trial import Language
from unit.app.web.care.care_house import CareHouse, kept


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CareHouse]:
    """A house with a store."""
    with kept(tmp_path) as there:
        yield there


class Shape(HTMLParser):
    """Counts what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.feed(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its id, and the ids it is named by."""
        self.tags.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.named += (found.get("aria-labelledby") or "").split()
        assert "style" not in found


@pytest.mark.parametrize("days", [0, 1, 70])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_page_of_any_history(house: CareHouse, days: int, language: Language) -> None:
    """The page has five figures, each named and with its table; of nothing it has sentences."""
    (key,) = histories.fill(house.store, children=1, days=days)
    reply = house.caregiver(language).get(f"/caregiver/children/{key}/progress")
    assert reply.status_code == 200
    shape = Shape(reply.text)
    assert shape.tags.count("h1") == 1
    drawn = reply.text.count('role="img"')
    assert drawn == (0 if days == 0 else 4 if days == 1 else 5)  # nothing is taught on the first
    assert shape.tags.count("details") == drawn + 1  # of each figure, and of the statistics
    assert shape.tags.count("table") in (drawn, drawn + 2, drawn + 3)
    assert len(set(shape.ids)) == len(shape.ids)
    assert set(shape.named) <= set(shape.ids)
    assert not re.search(r"\bnan\b|None|<style", reply.text)


def test_it_follows_what_happens(house: CareHouse) -> None:
    """A session more is on the page as soon as it is asked for again."""
    key = house.child()
    here = house.caregiver()
    assert "Sessions: 0. Answers: 0." in here.get(f"/caregiver/children/{key}/progress").text
    done = house.session(key, 5)
    said = here.get(f"/caregiver/children/{key}/progress").text
    assert f"Sessions: 1. Answers: {done}." in said


def test_who_is_not_there(house: CareHouse) -> None:
    """Of a child who is not there the page says so, calmly."""
    assert house.caregiver().get("/caregiver/children/nobody/progress").status_code == 404

"""The pages of signals: told, shown as they were told, practised, printed."""

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

import pytest

from fakes.house import House
from fakes.life import visited
from fakes.practice import Clock
from pyojeong.app.care.signals import faces, models
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.signals import FEELINGS, LONGEST, Signal
from pyojeong.app.store import signals
from unit.app.web.doll_house import Browser

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {name} %s",
    "</textarea><b>",
    "👩‍👩‍👧‍👦🦊 거북이",
    "\u202egnp.elgnam\u202c",
    "‏שלום",
    "'; DROP TABLE signal; --",
]


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[tuple[House, Browser, str]]:
    """A house, a browser with its door open, and the path of a child's signals."""
    with visited(tmp_path, Clock()) as (house, browser):
        path = f"/caregiver/children/{house.child('en')}/signals"
        browser.get(path)
        yield house, browser, path


def stored(house: House, path: str) -> dict[Feeling, Signal]:
    """Return the signals of the child of a path."""
    with house.store.reading() as transaction:
        return signals.of(transaction, path.split("/")[3])


@pytest.mark.parametrize("feeling", FEELINGS)
def test_told(visit: tuple[House, Browser, str], feeling: Feeling) -> None:
    """Words, help and a chosen face are kept, sent once or twice, and shown on every page."""
    house, browser, path = visit
    told = {"words": "I flap", "helps": "a walk", "model": models()[2].key, "face": "4"}
    for _ in range(2):
        assert browser.send(f"{path}/{feeling}", told).headers["Location"] == path
    face = faces(models()[2], feeling)[4]
    assert stored(house, path) == {
        feeling: Signal(feeling=feeling, words="I flap", helps="a walk", face=face)
    }
    for page in ("", "/print", f"/{feeling}", f"/practise?number=0&guess={feeling}"):
        text = browser.get(path + page).text
        assert "I flap" in text
        assert "a walk" in text
    assert re.search(r'value="4" checked', browser.get(f"{path}/{feeling}").text)


def test_the_face_stays(visit: tuple[House, Browser, str]) -> None:
    """Seen with the faces of another drawn child, the chosen one can be kept, or taken away."""
    house, browser, path = visit
    first, other = models()[0].key, models()[5].key
    browser.send(f"{path}/sad", {"words": "I hide", "model": first, "face": "2"})
    assert re.search(r'value="2" checked', browser.get(f"{path}/sad").text)
    page = browser.send(f"{path}/sad/model", {"model": other, "face": "kept"}).text
    assert re.search(r'value="kept" checked', page)
    browser.send(f"{path}/sad", {"words": "I hide a lot", "model": other, "face": "kept"})
    assert stored(house, path)["sad"].face == faces(models()[0], "sad")[2]
    browser.send(f"{path}/sad", {"words": "I hide", "model": other, "face": "none"})
    assert stored(house, path)["sad"].face is None


def test_another_model_loses_nothing(visit: tuple[House, Browser, str]) -> None:
    """Who lends the face is changed on the form: what was written stays, and is not kept yet."""
    house, browser, path = visit
    browser.send(f"{path}/sad", {"words": "I hide"})
    before, other = stored(house, path), models()[5].key
    page = browser.get(f"{path}/sad").text
    assert f'<button name="model" value="{other}" formaction="{path}/sad/model"' in page
    assert (
        page.index("</textarea>")
        < page.index('name="model" value="' + other)
        < page.index("</form>")
    )
    told = {"words": "I hide, and cry", "helps": "a <hug>", "face": "4", "model": other}
    reply = browser.send(f"{path}/sad/model", told)
    assert (reply.status_code, stored(house, path)) == (200, before)
    button = f'value="{other}" formaction="{path}/sad/model" formnovalidate aria-pressed="true"'
    for text in ("I hide, and cry", "a &lt;hug&gt;", button):
        assert text in reply.text
    assert re.search(r'value="4" checked', reply.text)
    assert re.search(f'type="hidden" name="model" value="{other}"', reply.text)
    browser.send(f"{path}/sad", told)
    assert stored(house, path)["sad"].face == faces(models()[5], "sad")[4]


def test_taken_away(visit: tuple[House, Browser, str]) -> None:
    """What is emptied is gone."""
    house, browser, path = visit
    browser.send(f"{path}/sad", {"words": "I hide"})
    browser.send(f"{path}/sad", {"words": " \u200b\n", "helps": ""})
    assert stored(house, path) == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words(visit: tuple[House, Browser, str], text: str) -> None:
    """Whatever is told is shown as it was told, apart from the rest of its line, and runs not."""
    house, browser, path = visit
    browser.send(f"{path}/sad", {"words": text, "helps": text})
    assert stored(house, path)["sad"].words == text
    for page in ("", "/print", "/practise?number=0", "/sad"):
        shown = browser.get(path + page).text
        assert text in unescape(shown)
        if escape(text) != text:
            assert text not in shown
    assert f"<bdi>{text}</bdi>" in unescape(browser.get(f"{path}/print").text)


def test_too_long(visit: tuple[House, Browser, str]) -> None:
    """A text that is too long is shown again with what to do; what was kept stays."""
    house, browser, path = visit
    browser.send(f"{path}/sad", {"words": "I hide"})
    long = {"words": "x" * (LONGEST + 1), "helps": "tea", "face": "3", "model": models()[1].key}
    sent = browser.send(f"{path}/sad", long)
    assert sent.status_code == 422
    assert f"at most {LONGEST} characters" in sent.text
    assert "x" * (LONGEST + 1) in sent.text
    assert re.search(r'value="3" checked', sent.text)
    assert stored(house, path)["sad"] == Signal(feeling="sad", words="I hide")


@pytest.mark.parametrize("face", ["9", "-1", "h01", "4.0", "<svg>", ""])
def test_odd_face(visit: tuple[House, Browser, str], face: str) -> None:
    """A face that is not among those to choose from is refused, and nothing kept."""
    house, browser, path = visit
    assert browser.send(f"{path}/sad", {"words": "I hide", "face": face}).status_code == 422
    assert stored(house, path) == {}


def test_odd_model(visit: tuple[House, Browser, str]) -> None:
    """Nobody who is held out lends a face, whatever is asked for."""
    house, browser, path = visit
    browser.send(f"{path}/sad", {"face": "0", "model": "h01"})
    face = stored(house, path)["sad"].face
    assert face is not None
    assert not face.person.held_out


@pytest.mark.parametrize("feeling", ["neutral", "joy", "%3Cb%3E"])
def test_no_such_feeling(visit: tuple[House, Browser, str], feeling: str) -> None:
    """What has no signal has no page."""
    _house, browser, path = visit
    assert browser.get(f"{path}/{feeling}").status_code == 404
    assert browser.send(f"{path}/{feeling}", {"words": "x"}).status_code == 404


def test_practice_keeps_nothing(visit: tuple[House, Browser, str]) -> None:
    """A guess is answered kindly, right or not, and nothing is stored of it."""
    house, browser, path = visit
    assert "nothing to read yet" in browser.get(f"{path}/practise").text
    browser.send(f"{path}/sad", {"words": "I hide"})
    before = stored(house, path)
    asked = browser.get(f"{path}/practise?number=0").text
    assert "I hide" in asked
    assert "When I am sad" not in asked
    for guess, said in (("sad", "Yes: this is how"), ("happy", "Here it is")):
        page = browser.get(f"{path}/practise?number=0&guess={guess}").text
        assert said in page
        assert "When I am sad" in page
        assert not re.search(r"wrong|mistake|\bfail", page)
    assert stored(house, path) == before


@pytest.mark.parametrize("number", ["-1", "x", "٣", "²", "9" * 400])
def test_odd_turn(visit: tuple[House, Browser, str], number: str) -> None:
    """A turn that cannot be is the first."""
    _house, browser, path = visit
    browser.send(f"{path}/sad", {"words": "I hide"})
    assert browser.get(f"{path}/practise", params={"number": number}).status_code == 200


def test_nobody(visit: tuple[House, Browser, str]) -> None:
    """Of another key there is nothing."""
    _house, browser, _path = visit
    elsewhere = "/caregiver/children/nobody/signals"
    for page in ("", "/sad", "/practise", "/print"):
        assert browser.get(elsewhere + page).status_code == 404
    assert browser.send(f"{elsewhere}/sad", {"words": "x"}).status_code == 404

"""Missions: enough of each feeling, in both languages, in words that are calm."""

import re
from pathlib import Path

import pytest

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.missions import PLACES, Mission, missions, read_missions
from pyojeong.app.domain.signals import FEELINGS
from pyojeong.core.errors import DataError

EACH = 4  # missions a feeling, at least
HARSH = re.compile(
    r"wrong|incorrect|mistake|\bfail|\blos(?:e|er|ing)\b|틀렸|틀린|틀려|잘못|실패", re.I
)

WHOLE = """[[mission]]
name = "happy-hat"
feeling = "happy"
place = "home"
ko = { title = "모자", do = "모자를 써요." }
en = { title = "A hat", do = "Put on a hat." }
"""

every_mission = pytest.mark.parametrize("mission", missions().values(), ids=missions())


@pytest.mark.parametrize("feeling", FEELINGS)
def test_enough(feeling: Feeling) -> None:
    """Of every feeling there are four missions or more, at home, at school and outside."""
    found = [one for one in missions().values() if one.feeling == feeling]
    assert len(found) >= EACH
    assert {one.place for one in found} == set(PLACES)


@every_mission
def test_languages(mission: Mission) -> None:
    """Korean is in polite sentences and Korean letters; English has none of these."""
    ko, en = mission.card("ko"), mission.card("en")
    assert re.search(r"요[.?]$", ko.do)
    assert not re.search("[A-Za-z]", ko.title + ko.do)
    assert not re.search("[가-힣]", en.title + en.do)
    assert en.do.endswith((".", "?", "”"))


@every_mission
def test_wording(mission: Mission) -> None:
    """Nobody is told to have been wrong; a mission is named after its feeling."""
    for card in (mission.ko, mission.en):
        assert not HARSH.search(card.title + card.do)
    assert mission.name.startswith(f"{mission.feeling}-")


def test_pain_is_told() -> None:
    """Whoever does a mission of pain has an adult who knows of it."""
    for one in missions().values():
        if one.feeling == "pain":
            assert re.search("grown-up|adult", one.en.do)
            assert "어른" in one.ko.do


def test_titles() -> None:
    """No two cards have one title."""
    for language in ("ko", "en"):
        titles = [one.card(language).title for one in missions().values()]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[mission", "is no TOML"),
        (WHOLE + WHOLE, "'happy-hat': rename"),
        (WHOLE.replace('"home"', '"sea"'), "Mission 1 .* place"),
        (WHOLE.replace("A hat", ""), "en.title"),
        ("mission = [1]", "Mission 1"),
    ],
)
def test_faults(tmp_path: Path, text: str, said: str) -> None:
    """A file that cannot be used is told with its mission, the field and the remedy."""
    path = tmp_path / "missions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_missions(path)


def test_whole(tmp_path: Path) -> None:
    """A file with one mission has one."""
    path = tmp_path / "missions.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert list(read_missions(path)) == ["happy-hat"]

"""The section that says whom a model fails."""

from pathlib import Path

import pytest

from fakes.groups import fake_elsewhere, fake_groups
from fakes.study import fake_study, undrawn
from pyojeong.core.i18n import LANGUAGES
from pyojeong.core.settings import replace
from pyojeong.lab import sections
from pyojeong.lab.groups import Groups
from pyojeong.lab.report import Chapter, page
from pyojeong.lab.sections import fails, gather


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "finish", undrawn)


def test_nothing_there(tmp_path: Path) -> None:
    """Without groups and other data sets there is no section."""
    assert fails.section(gather(fake_study(tmp_path))) is None


def test_page(tmp_path: Path) -> None:
    """The page says the widest gap, marks few photos, and sets other data sets beside the test."""
    record = fake_study(tmp_path)
    groups = fake_groups(record)
    fake_elsewhere(record)
    found = gather(record)
    section = fails.section(found)
    assert section is not None
    html = page(found, [Chapter("who", section.title, (section,), section.title)], "en")
    assert "age: 0-12: right on 43.2" in html
    assert section.answer is section.words["gap"]
    assert html.count("too few") >= 1
    assert "this study&#39;s test" in html
    assert "On cafe:children it is right less often than on photos/adults" in html
    assert "12 photos of" in html
    assert len(section.tables["groups"]) == len(groups.groups) == 8
    assert [row["source"] for row in section.tables["elsewhere"]] == [
        "photos/adults", "cafe:children",
    ]  # fmt: skip


def test_nothing_known(tmp_path: Path) -> None:
    """Where nothing is known of who is shown, the page says so, and that it is not fairness."""
    record = fake_study(tmp_path)
    fake_groups(record, known=False)
    section = fails.section(gather(record))
    assert section is not None
    assert "That is not the same as fair" in str(section.words["gap"])
    assert section.exhibits == ()


def test_no_gap(tmp_path: Path) -> None:
    """Groups that cannot be told apart, or are too few to be tested, are not called equal."""
    groups = fake_groups(fake_study(tmp_path))
    same = [replace(one, p=1.0) for one in groups.groups]
    untested = [replace(one, p=None) for one in groups.groups]
    assert "not the same as none" in str(fails.gap(replace(groups, groups=tuple(same))))
    assert "too few photos" in str(fails.gap(replace(groups, groups=tuple(untested))))


def test_only_other_sets(tmp_path: Path) -> None:
    """Before the test is opened other data sets stand alone."""
    record = fake_study(tmp_path, tested=False)
    fake_elsewhere(record)
    section = fails.section(gather(record))
    assert section is not None
    assert len(section.words["sets"]) == 2


def test_figure(tmp_path: Path) -> None:
    """A group of few photos has no dot, only the words, in either language."""
    groups: Groups = fake_groups(fake_study(tmp_path))
    few = next(one for one in groups.groups if one.few)
    for language in LANGUAGES:
        dot = fails.dot(few, language)
        assert dot.value is None
        assert "21" in dot.note
        assert dot.note != "n 21"

"""The page of reports: what can be asked for there, and what comes of it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from random import Random

import pytest
from starlette.testclient import TestClient

from fakes.house import PIN, QUICK, House, opened
from fakes.practice import Clock
from pyojeong.app.care.care import Care
from pyojeong.app.reports.refusal import NO_ENGINE, PdfError
from pyojeong.app.web.care import reports
from pyojeong.app.web.care.reports import KINDS
from pyojeong.app.web.server import create_app
from unit.app.web.doll_house import Browser


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    """A house with its keeper."""
    with opened(tmp_path, clock) as made:
        made.with_pin("en")
        yield made


@pytest.fixture
def stranger(house: House, clock: Clock) -> Browser:
    """A browser at the door of a house with reports."""

    def ticks() -> float:
        return clock().timestamp()

    care = Care.over(house.store, house.practice.standings, clock, Random(1))
    app = create_app(house.practice, house.vault, care=care, clock=clock, ticks=ticks, hasher=QUICK)
    client = TestClient(
        app,
        base_url="http://127.0.0.1:8000",
        client=("127.0.0.1", 50_000),
        follow_redirects=False,
        raise_server_exceptions=False,
    )
    return Browser(client)


@pytest.fixture
def caregiver(stranger: Browser) -> Browser:
    """The browser with the door open."""
    assert stranger.open_door(PIN).status_code == 303
    return stranger


def path_of(house: House, name: str = "Turtle") -> str:
    """Add a child with a session, and return where its reports are."""
    key = house.child("en", name=name)
    house.finish(key)
    return f"/caregiver/children/{key}/reports"


def test_page(house: House, caregiver: Browser) -> None:
    """Every kind can be asked for, as page and as PDF, in each language, of each period."""
    path = path_of(house)
    page = caregiver.get(path).text
    for kind in KINDS:
        assert f'action="{path}/{kind}"' in page
        assert f'formaction="{path}/{kind}.pdf"' in page
    assert page.count('value="weeks"') == 2
    assert page.count('lang="ko"') >= 3
    assert "Session 1, " in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    assert labelled == set(re.findall(r'<select id="([^"]+)"', page))


@pytest.mark.parametrize("kind", KINDS)
def test_each_as_a_page(house: House, caregiver: Browser, kind: str) -> None:
    """A report as a page has the child's name, our style, and its PDF with the same query."""
    path = path_of(house)
    reply = caregiver.get(f"{path}/{kind}?language=ko&period=weeks")
    assert reply.status_code == 200
    assert '<html lang="ko"' in reply.text
    assert "Turtle" in reply.text
    (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', reply.text)
    assert caregiver.get(style).headers["Content-Type"].startswith("text/css")
    assert f"{path}/{kind}.pdf?language=ko&period=weeks" in unescape(reply.text)
    assert "style-src 'self'" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_as_pdf(
    house: House,
    caregiver: Browser,
    clock: Clock,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A PDF is a file whose name tells nothing of the child."""

    def made(html: str, _folder: Path | None) -> bytes:
        return html.encode()

    monkeypatch.setattr(reports, "pdf", made)
    reply = caregiver.get(f"{path_of(house)}/{kind}.pdf")
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.headers["Content-Disposition"] == (
        f'attachment; filename="pyojeong-{kind}-{clock():%Y-%m-%d}.pdf"'
    )
    assert reply.text.count("<style>") == 1


def test_no_pdf_here(house: House, caregiver: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no PDF can be made, the page says what to do, and keeps what was chosen."""

    def refuse(_html: str, _folder: Path | None) -> bytes:
        raise PdfError(NO_ENGINE)

    monkeypatch.setattr(reports, "pdf", refuse)
    reply = caregiver.get(f"{path_of(house)}/parent.pdf?period=weeks&language=ko&shown=code")
    assert reply.status_code == 503
    assert NO_ENGINE in unescape(reply.text)
    assert 'role="alert"' in reply.text
    assert '<option value="weeks" selected>' in reply.text
    assert '<option value="code" selected>' in reply.text


def test_by_code(house: House, caregiver: Browser) -> None:
    """Where a code is asked for, no name stands in the report."""
    path = path_of(house, name="Someone")
    code = house.practice.child(path.split("/")[3]).code
    text = caregiver.get(f"{path}/therapist?shown=code").text
    assert code in text
    assert "Someone" not in text


@pytest.mark.parametrize(
    "query",
    ["period=ever", "language=xx", "period=", "language=", "session=-1", "session=" + "9" * 5000],
)
def test_odd(house: House, caregiver: Browser, query: str) -> None:
    """What is no choice of ours is refused calmly."""
    assert caregiver.get(f"{path_of(house)}/sheet?{query}").status_code == 422


def test_hostile_query(house: House, caregiver: Browser) -> None:
    """What stands in the address is text on the page."""
    reply = caregiver.get(f'{path_of(house)}/parent?x="><script>1</script>')
    assert "<script" not in reply.text


def test_nobody_there(house: House, caregiver: Browser) -> None:
    """Of a child that is not there, or was removed, there is no report."""
    path = path_of(house)
    house.practice.remove_child(path.split("/")[3])
    for kind in ("", *(f"/{one}" for one in KINDS), *(f"/{one}.pdf" for one in KINDS)):
        assert caregiver.get(f"{path}{kind}").status_code == 404
        assert caregiver.get(f"/caregiver/children/nobody/reports{kind}").status_code == 404


def test_not_without_the_door(house: House, stranger: Browser) -> None:
    """Who has not opened the door is sent to it."""
    path = path_of(house)
    for end in ("", "/parent", "/parent.pdf"):
        assert stranger.get(path + end).headers["Location"] == "/caregiver/door"


def test_a_child_without_sessions(house: House, caregiver: Browser) -> None:
    """Before the first session every report is there, and says so."""
    path = f"/caregiver/children/{house.child('en')}/reports"
    for end in ("", *(f"/{one}" for one in KINDS)):
        assert caregiver.get(path + end).status_code == 200
    assert "There was no session yet." in caregiver.get(f"{path}/sheet").text

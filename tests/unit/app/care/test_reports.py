"""Reports of real histories: how many pages, what is on them, and one moment behind all of it."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader
from sqlalchemy import update
from sqlalchemy.orm import Session as Transaction

from fakes import histories
from fakes.practice import Clock, mina, play, practising
from pyojeong import __version__
from pyojeong.app.care import reports
from pyojeong.app.care.home import Home
from pyojeong.app.care.reports import Asked, Reports
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.forms import FORMS
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import verdict
from pyojeong.app.practice import standings
from pyojeong.app.practice.standings import Note
from pyojeong.app.reports import fonts, weasy
from pyojeong.app.reports.drawn import drawn
from pyojeong.app.reports.forms import STRENGTHS
from pyojeong.app.reports.head import PERIODS, Head
from pyojeong.app.reports.pdf import pdf
from pyojeong.app.reports.therapist import Findings, therapist
from pyojeong.app.store import Store, open_store, people
from pyojeong.app.store.glances import Glimpse
from pyojeong.app.store.sessions import WHY
from pyojeong.app.store.tables import ChildRow, SessionRow, TrialRow
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.settings import replace

DAYS = 45
NOW = histories.START + timedelta(hours=9)
LANGUAGES: tuple[Language, ...] = ("ko", "en")
LINKS = ("/back", "/as.pdf")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, tuple[Store, str]]]:
    """Stores with one child each, by its days of practice: none, one, and weeks."""
    made = {}
    for days in (0, 1, DAYS):
        store = open_store(tmp_path_factory.mktemp("data"), histories.START)
        (key,) = histories.fill(store, 1, days)
        made[days] = (store, key)
    yield made
    for store, _key in made.values():
        store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store of one's own."""
    made = open_store(tmp_path, histories.START)
    yield made
    made.close()


def of(store: Store) -> Reports:
    """Return the reports of a store."""
    return Reports(store, lambda: NOW)


def pages(html: str) -> list[str]:
    """Return the text of each page of a PDF."""
    if weasy.engine() is None or not fonts.has_korean():
        pytest.skip("no WeasyPrint, or no Korean font, on this machine")
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf(html))).pages]


def plain(html: str) -> str:
    """Return the text of a page of HTML."""
    body = html.partition("<body")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [0, 1, DAYS])
def test_pages(stores: dict[int, tuple[Store, str]], days: int, language: Language) -> None:
    """The therapist's report has five pages at most, the parent's page and the sheet one each."""
    store, key = stores[days]
    part, asked = of(store), Asked(language)
    assert len(pages(part.therapist(key, asked))) <= 5
    assert len(pages(part.parent(key, asked))) == 1
    assert len(pages(part.sheet(key, asked))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_numbered(stores: dict[int, tuple[Store, str]], language: Language) -> None:
    """On every page stand its number and theirs, the child, the day and the version."""
    store, key = stores[DAYS]
    made = pages(of(store).therapist(key, Asked(language)))
    day = {"en": "2 March 2027", "ko": "2027년 3월 2일"}[language]
    for number, text in enumerate(made, start=1):
        assert f"{number} / {len(made)}" in text
        for there in ("Child 0", __version__):
            assert there in text
    if "월" in made[0]:  # the catalogue has these messages
        assert day in made[0]
    assert re.search("[가-힣]", made[0]) or language == "en"


def worst(rows: Sequence[Seen]) -> list[Seen]:
    """Return a history with more forms than are shown, after all else."""
    found, rng = list(rows), Random(1)
    for turn in range(6):
        last, kind = found[-1], FORMS[turn % len(FORMS)]
        found += [
            last._replace(
                number=last.number + 1 + item,
                session=last.session + 1,
                feeling=ORDER[item % len(ORDER)],
                purpose="form",
                form=kind,
                intensity=STRENGTHS[item // 6] if kind == "strengths" else 1.0,
                correct=rng.random() < 0.5,
                prompted=False,
            )
            for item in range(24)
        ]
    return found


def ended(count: int) -> list[Glimpse]:
    """Return sessions that ended in every way there is."""
    ways = [WHY.validate_python(one) for one in ("done", "time", "tired", "stopped", "left")]
    first = NOW - timedelta(days=count)
    return [
        Glimpse(
            one,
            one,
            first + timedelta(days=one),
            first + timedelta(days=one, minutes=11),
            ways[one % len(ways)],
            None,
            0,
            0,
            30,
            (),
        )
        for one in range(count)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_report_has_five_pages(language: Language) -> None:
    """Five pages hold even a plan that was changed all the time, many forms, and every warning.

    Somebody who always chooses the first place raises flags, and is taken for many pairs.
    """
    rows = [
        one._replace(place=0, correct=one.answer == 0, prompted=False, chosen="fear")
        if one.answer != 0
        else one
        for one in histories.seen(DAYS, seed=3)
    ]
    rows = worst(rows)
    plan = Plan(languages=("ko", "en"), starts=(("happy", 3), ("sad", 4), ("anger", 6)))
    plans = [
        (
            NOW - timedelta(days=DAYS - turn),
            replace(
                plan,
                blocks=1 + turn % 3,
                minutes=10 + turn,
                feelings=ORDER[turn % 3 :] + ORDER[: turn % 3],
                errorless=bool(turn % 2),
                days=tuple(range(turn % 6 + 1)),
            ),
        )
        for turn in range(9)
    ]
    found = Findings(
        rows=rows,
        here=rows,
        sessions=ended(DAYS),
        plans=plans,
        verdict=verdict(rows, plan.starts),
        figures=drawn(rows, rows, histories.observed(DAYS), plans, language),
    )
    html = therapist(Head("W" * 40, language, NOW, plans[0][0].date(), NOW.date()), found)
    assert len(pages(html)) <= 5


def test_a_page_brings_nothing_but_a_sheet(stores: dict[int, tuple[Store, str]]) -> None:
    """As a page it has no style and no script in it, as our policy wants; for a PDF it has."""
    store, key = stores[DAYS]
    shown = of(store).therapist(key, Asked("en", links=LINKS))
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", shown)
    assert 'href="/caregiver/report.css"' in shown
    assert 'href="/as.pdf"' in shown
    printed = of(store).therapist(key, Asked("en"))
    assert "<style>" in printed
    assert "<link" not in printed
    assert "/as.pdf" not in printed


def test_the_same_words_on_page_and_paper(stores: dict[int, tuple[Store, str]]) -> None:
    """Page and PDF tell the same; the page alone has tables beside its figures."""
    store, key = stores[DAYS]
    shown = of(store).parent(key, Asked("en", links=LINKS))
    printed = of(store).parent(key, Asked("en"))
    assert plain(shown).endswith(plain(printed).partition("Child 0")[2])
    assert "<details" in of(store).therapist(key, Asked("en", links=LINKS))
    assert "<details" not in of(store).therapist(key, Asked("en"))


def test_what_a_therapist_needs(stores: dict[int, tuple[Store, str]]) -> None:
    """The report has every part that therapists need, with figures, and is no diagnosis."""
    store, key = stores[DAYS]
    html = of(store).therapist(key, Asked("en"))
    assert html.count("<svg") == 5
    text = plain(html)
    for part in (
        "Verdict",
        "Dose against plan",
        "Single-case statistics",
        "PND",
        "NAP",
        "Tau-U can be larger than 1",
        "Baseline-corrected Tau",
        "What Works Clearinghouse",
        "Changes of the plan",
        "Tarlow 2017",
        "not a diagnosis",
    ):
        assert part in text, part


def test_a_parent_reads_one_thing_of_each(stores: dict[int, tuple[Store, str]]) -> None:
    """One strength, one next step, one thing to do at home; and no statistics."""
    store, key = stores[DAYS]
    text = plain(of(store).parent(key, Asked("en")))
    for head in ("Is it getting better?", "A strength", "The next step", "To do at home"):
        assert text.count(head) == 1
    assert not re.search(r"PND|NAP|Tau|\bp [=<]|95 %", text)


@pytest.mark.parametrize("days", [0, 1, DAYS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_step_is_that_of_the_overview(
    stores: dict[int, tuple[Store, str]], days: int, language: Language
) -> None:
    """The parent's page and the child's overview say the same of what comes next."""
    store, key = stores[days]

    def stands(child: str) -> Note:
        with store.reading() as transaction:
            return standings.standing(transaction, child)

    said = Home(store, lambda: NOW, stands).overview(key).card.coming
    text = plain(of(store).parent(key, Asked(language)))
    assert said.in_(language) in text


def test_of_a_form_alone_nothing_is_compared(store: Store) -> None:
    """After a probe form and nothing else, nobody is told that teaching began at once."""
    clock = Clock()
    practice = practising(store, clock)
    key = mina(practice)
    practice.ask_form(key, "faces")
    play(practice, key, clock)
    text = plain(of(store).parent(key, Asked("en")))
    assert "Practice has not begun yet, so there is nothing to compare." in text
    assert "began at once" not in text


def test_a_report_shows_that_practice_has_stopped(store: Store) -> None:
    """Eleven weeks after the last session the period ends today, and most planned days have none.

    Every period says so: of the last weeks there is no practice at all.
    """
    (key,) = histories.fill(store, 1, 14)
    later = NOW + timedelta(weeks=11)
    part = Reports(store, lambda: later)
    text = plain(part.therapist(key, Asked("en")))
    assert "to 18 May 2027 Made on 18 May 2027" in text
    assert "Days of practice 14 (planned: 40)" in text
    assert "Last day of practice 1 March 2027" in text
    recent = plain(part.therapist(key, Asked("en", "weeks")))
    assert "7 April 2027 to 18 May 2027" in recent
    assert "There was no practice in this period. Days that were planned: 18." in recent


def test_a_form_that_was_broken_off_is_not_totalled(store: Store) -> None:
    """A form without its last tasks stands without a share, in the report and on its sheet."""
    (key,) = histories.fill(store, 1, 1)
    with store.writing() as transaction:
        transaction.execute(update(SessionRow).values(form="faces"))
        transaction.execute(update(TrialRow).values(purpose="form"))
    report = plain(of(store).therapist(key, Asked("en")))
    assert "not finished, and not totalled: 12 of 24 tasks were answered" in report
    sheet = plain(of(store).sheet(key, Asked("en")))
    assert "Right in probes not totalled" in sheet
    assert "The form was not finished: 12 of 24 tasks were answered." in sheet


def test_nothing_yet(stores: dict[int, tuple[Store, str]]) -> None:
    """Before the first session everything says so, and nothing is NaN."""
    store, key = stores[0]
    part, asked = of(store), Asked("en")
    assert "There was no practice in this period." in plain(part.therapist(key, asked))
    assert "Practice has not begun yet" in plain(part.parent(key, asked))
    assert "There was no session yet." in plain(part.sheet(key, asked))
    assert "<svg" not in part.therapist(key, asked) + part.parent(key, asked)
    for html in (part.therapist(key, asked), part.parent(key, asked), part.sheet(key, asked)):
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", plain(html))
    assert part.sessions(key) == ()


def test_receipt(stores: dict[int, tuple[Store, str]]) -> None:
    """A sheet shows what was counted when the session ended, and says what was not counted."""
    store, key = stores[1]
    assert "Pictures of the child kept 0 Connections to other machines 0" in plain(
        of(store).sheet(key, Asked("en"))
    )
    with store.writing() as transaction:
        transaction.execute(update(SessionRow).values(calls=None, pictures=2))
    text = plain(of(store).sheet(key, Asked("en")))
    assert "Pictures of the child kept 2 Connections to other machines not counted" in text


def test_sheet_of_a_session(stores: dict[int, tuple[Store, str]]) -> None:
    """A sheet is of the session that is asked for; of one that was not, nothing is made up."""
    store, key = stores[DAYS]
    part = of(store)
    assert "Session 5, " in plain(part.sheet(key, Asked("en"), 4))
    assert f"Session {DAYS}, " in plain(part.sheet(key, Asked("en")))
    assert "There was no session yet." in plain(part.sheet(key, Asked("en"), 900))


def test_periods(stores: dict[int, tuple[Store, str]]) -> None:
    """Each period has its own first day; the verdict is of everything so far in all of them."""
    store, key = stores[DAYS]
    told = {one: plain(of(store).therapist(key, Asked("en", one))) for one in PERIODS}
    since = {one: re.search(r"Period: [^,]+, (.*?) Made on", text) for one, text in told.items()}
    days = {one: found and found[1] for one, found in since.items()}
    assert len(set(days.values())) == len(PERIODS)
    verdicts = {
        text.partition("Verdict")[2].partition("Dose against plan")[0] for text in told.values()
    }
    assert len(verdicts) == 1


def test_code_in_place_of_the_name(stores: dict[int, tuple[Store, str]]) -> None:
    """Where a code is asked for, the name stands nowhere."""
    store, key = stores[DAYS]
    html = of(store).therapist(key, Asked("en", coded=True))
    assert "H0000000" in html
    assert "Child 0" not in html


def test_a_hostile_name_is_text(store: Store) -> None:
    """Whatever a child is called, it is text on the page and in the style."""
    (key,) = histories.fill(store, 1, 1)
    name = "</style><script>1</script>"
    with store.writing() as transaction:
        transaction.execute(update(ChildRow).values(pseudonym=name))
    html = of(store).parent(key, Asked("en"))
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert name in plain(html)


def test_renamed_in_the_middle(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child renamed and with another plan while a report is read is told as it was before."""
    (key,) = histories.fill(store, 1, 3)
    read = people.plans

    def renamed(transaction: Transaction, child: str) -> list[tuple[datetime, Plan]]:
        with store.writing() as writing:
            writing.execute(update(ChildRow).values(pseudonym="Renamed"))
            people.set_plan(writing, key, Plan(blocks=1), NOW)
        return read(transaction, child)

    before = of(store).therapist(key, Asked("en"))
    monkeypatch.setattr(reports.people, "plans", renamed)
    assert of(store).therapist(key, Asked("en")) == before
    monkeypatch.undo()
    assert "Renamed" in of(store).therapist(key, Asked("en"))


def test_erased_in_the_middle(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child removed while a report is read is told whole; asked again, it is unknown."""
    (key,) = histories.fill(store, 1, 3)
    read = people.plans

    def erased(transaction: Transaction, child: str) -> list[tuple[datetime, Plan]]:
        with store.writing() as writing:
            people.remove(writing, key)
        return read(transaction, child)

    before = of(store).parent(key, Asked("en"))
    monkeypatch.setattr(reports.people, "plans", erased)
    assert of(store).parent(key, Asked("en")) == before
    monkeypatch.undo()
    for ask in (of(store).therapist, of(store).parent, of(store).sheet):
        with pytest.raises(UnknownChildError):
            ask(key, Asked("en"))
    with pytest.raises(UnknownChildError):
        of(store).sessions(key)

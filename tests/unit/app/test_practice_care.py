"""What practice keeps for the caregiver: forms, receipts, where goals stand, starts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from fakes.classroom import CAST, START, plainly
from fakes.practice import Clock, give, mina, pending, play, practising
from fakes.rows import seen_of
from pyojeong import __version__
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.forms import FORMS, Form, items
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import BASELINE_SESSIONS
from pyojeong.app.practice import Pending, Practice, Ready, Resting, State, standings
from pyojeong.app.store import Store, facts, forms, open_store, people, sessions, trials
from pyojeong.app.store.tables import SessionRow, StandingRow


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store."""
    opened = open_store(tmp_path, START)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture
def practice(store: Store, clock: Clock) -> Practice:
    """Practice, with nobody in it yet."""
    return practising(store, clock)


@pytest.fixture
def child(practice: Practice) -> str:
    """Mina, who may practise."""
    return mina(practice)


def weeks(practice: Practice, child: str, clock: Clock, sessions: int) -> None:
    """Let a child have so many sessions, two days apart."""
    for _ in range(sessions):
        play(practice, child, clock)
        clock.wind(days=2)


def counted(store: Store, child: str) -> list[tuple[str | None, int | None, int | None]]:
    """Return form, calls and pictures of every session."""
    with store.reading() as transaction:
        rows = transaction.query(SessionRow).filter_by(child=child).order_by(SessionRow.number)
        return [(row.form, row.calls, row.pictures) for row in rows]


# Calls to elsewhere.


@dataclass
class Calls:
    """A server's count of connections to other machines, from 0 when it starts."""

    count: int = 0

    def __call__(self) -> int:
        """Return how many there were."""
        return self.count


def serving(store: Store, clock: Clock, calls: Calls) -> Practice:
    """Return practice of a server that starts now."""
    return Practice(store, clock=clock, rng=Random(1), cast=CAST, make=plainly, calls=calls)


def calls_on_page(state: State) -> int | None:
    """Return the calls on the receipt that the child sees."""
    assert isinstance(state, Resting)
    return state.receipt.calls


def test_calls_are_those_of_the_session(store: Store, clock: Clock) -> None:
    """What was called before a session, or after it, stands on no receipt but its own."""
    calls = Calls(5)
    practice = serving(store, clock, calls)
    child = mina(practice)
    play(practice, child, clock, 2)
    calls.count += 2
    assert calls_on_page(practice.stop(child)) == 2
    calls.count += 3
    assert calls_on_page(practice.state(child)) == 2
    clock.wind(days=2)
    assert calls_on_page(play(practice, child, clock)) == 0
    assert [calls for _form, calls, _pictures in counted(store, child)] == [2, 0]


@pytest.mark.parametrize("since", [0, 4, 9])
def test_a_server_started_anew_has_not_counted_all(store: Store, clock: Clock, since: int) -> None:
    """Where the count began anew in a session, nothing is said, however much was counted since."""
    practice = serving(store, clock, Calls(4))
    child = mina(practice)
    play(practice, child, clock, 2)
    clock.wind(minutes=1)
    practice = serving(store, clock, Calls(since))
    play(practice, child, clock, 2)
    assert calls_on_page(practice.stop(child)) is None
    assert [calls for _form, calls, _pictures in counted(store, child)] == [None]


def test_the_version_that_asked(
    store: Store, practice: Practice, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each session says which version of Pyojeong began it."""
    practice.start(child)
    practice.stop(child)
    monkeypatch.setattr(sessions, "__version__", "9.9")
    practice.start(child)
    with store.reading() as transaction:
        rows = transaction.query(SessionRow).filter_by(child=child).order_by(SessionRow.number)
        assert [row.version for row in rows] == [__version__, "9.9"]


# Forms.


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_the_next_session(
    store: Store, practice: Practice, child: str, clock: Clock, form: Form
) -> None:
    """It is asked whole, and the session after it is practice again."""
    practice.ask_form(child, form)
    assert practice.state(child) == Ready(len(items(form, 0)))
    assert isinstance(play(practice, child, clock), Resting)
    clock.wind(days=2)
    assert isinstance(practice.start(child), Pending)
    with store.reading() as transaction:
        rows = facts.seen(transaction, child)
        assert [(one.kind, one.session) for one in forms.of(transaction, child)] == [(form, 0)]
        assert forms.waiting(transaction, child) is None
    assert [row.goal for row in rows] == list(items(form, 0))
    assert {(row.form, row.purpose) for row in rows} == {(form, "form")}
    assert [of for of, _calls, _pictures in counted(store, child)] == [form, None]


def test_a_form_tells_nothing(practice: Practice, child: str, clock: Clock) -> None:
    """In a form there is no right or wrong, no answer and no token."""
    practice.ask_form(child, "eyes")
    answered = give(practice, child, practice.start(child), right=False)
    assert (answered.correct, answered.answers, answered.token, answered.again) == (
        None, None, None, False,
    )  # fmt: skip


def test_a_form_is_withdrawn(store: Store, practice: Practice, child: str) -> None:
    """Who has thought better of it takes it back, and practice is next."""
    practice.ask_form(child, "faces")
    practice.withdraw_form(child)
    assert pending(practice.start(child)).trial.purpose != "form"
    with store.reading() as transaction:
        assert forms.of(transaction, child) == []


def test_another_form_takes_its_place(store: Store, practice: Practice, child: str) -> None:
    """One form waits at most; one that was begun stays."""
    practice.ask_form(child, "faces")
    practice.start(child)
    practice.ask_form(child, "eyes")
    practice.ask_form(child, "strengths")
    with store.reading() as transaction:
        assert [one.kind for one in forms.of(transaction, child)] == ["faces", "strengths"]
        assert forms.waiting(transaction, child) == "strengths"


def test_a_form_that_was_stopped(
    store: Store, practice: Practice, child: str, clock: Clock
) -> None:
    """What was answered stays; the next session is practice, not the rest of it."""
    practice.ask_form(child, "faces")
    play(practice, child, clock, 5)
    practice.stop(child)
    clock.wind(days=1)
    assert pending(practice.start(child)).trial.purpose != "form"
    with store.reading() as transaction:
        assert len(facts.seen(transaction, child)) == 5


# Receipts.


def test_a_receipt_is_kept(store: Store, clock: Clock, tmp_path: Path) -> None:
    """What was counted when a session ended stands with it, done or stopped."""
    practice = practising(store, clock)
    child = mina(practice)
    play(practice, child, clock)
    clock.wind(days=1)
    (tmp_path / "somebody.png").write_bytes(b"")
    practice.start(child)
    practice.stop(child)
    assert counted(store, child) == [(None, 0, 0), (None, 0, 1)]


def test_a_session_under_way_has_no_receipt(store: Store, practice: Practice, child: str) -> None:
    """What has not ended is not counted yet, nor by stopping what is over."""
    practice.start(child)
    assert counted(store, child) == [(None, None, None)]


# Where goals stand.


def test_where_goals_stand(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """What is noted with every answer is what the whole history says."""
    weeks(practice, child, clock, 9)
    with store.reading() as transaction:
        course = Course.of(people.plan_of(transaction, child), trials.history(transaction, child))
        assert standings.noted(transaction, child) == standings.of(course)
    stands = {one.goal: one for one in practice.standings(child).goals}
    assert stands[course.plan.goals[0]].good >= 3
    assert stands[course.plan.goals[0]].status in ("recheck", "gate", "mastered")


@pytest.mark.parametrize(
    "spoil", [{"count": 1}, {"value": '{"rules":0,"goals":[]}'}, {"value": "{}"}, None]
)
def test_a_note_that_is_not_current(
    store: Store, practice: Practice, child: str, clock: Clock, spoil: dict[str, object] | None
) -> None:
    """It is not believed: where the goals stand is worked out anew."""
    weeks(practice, child, clock, 4)
    known = practice.standings(child)
    with store.writing() as transaction:
        row = transaction.get_one(StandingRow, child)
        if spoil is None:
            transaction.delete(row)
        else:
            for name, value in spoil.items():
                setattr(row, name, value)
    assert practice.standings(child) == known
    with store.reading() as transaction:
        assert standings.noted(transaction, child) == known


def test_nobody_stands_anywhere_at_first(practice: Practice, child: str) -> None:
    """Before the first answer there is nothing to say."""
    assert practice.standings(child).goals == ()


# Starts and facts.


def test_a_first_plan_is_measured(practice: Practice, child: str) -> None:
    """Who is added begins with a baseline, then three feelings one after the other."""
    plan = practice.plan(child)
    assert {feeling for feeling, _session in plan.starts} == set(ORDER[:3])
    assert min(session for _feeling, session in plan.starts) == BASELINE_SESSIONS


def test_a_given_plan_stays(practice: Practice) -> None:
    """Who brings a plan keeps it."""
    enrolled = practice.add_child(
        "Mina", picture="pic-fox", age="6-8", language="ko", plan=Plan(blocks=1)
    )
    assert practice.plan(enrolled.child.key) == Plan(blocks=1)


def test_columns_say_what_trials_say(
    store: Store, practice: Practice, child: str, clock: Clock
) -> None:
    """Rows that were read by their columns are those of the outcomes themselves."""
    weeks(practice, child, clock, 5)
    with store.reading() as transaction:
        assert facts.seen(transaction, child) == seen_of(trials.history(transaction, child))
        later = facts.seen(transaction, child, since=30)
        assert [row.number for row in later] == list(range(30, later[-1].number + 1))

"""Observing: the week's probe, and the probe forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.house import House, opened
from fakes.practice import Clock
from pyojeong.app.care.forms import Count
from pyojeong.app.care.observing import Observing, clashes
from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.forms import FORMS, Form, items
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.weekly import QUESTIONS
from pyojeong.app.evidence.observed import RESULTS, Observed, Result
from pyojeong.app.practice import Pending
from pyojeong.app.store import observations, trials
from pyojeong.core.errors import UnknownChildError

ALL: list[Result | None] = ["alone", "helped", "not_yet", None, "alone"]
NOTHING: list[Result | None] = [None] * QUESTIONS
KST = timezone(timedelta(hours=9))
MONDAY = datetime(2027, 3, 1, 8, tzinfo=KST)


@dataclass
class Seat:
    """A caregiver at a house with one child."""

    house: House
    clock: Clock
    part: Observing
    key: str

    def stored(self) -> list[Observed]:
        """Return every observation."""
        with self.house.store.reading() as transaction:
            return observations.of(transaction, self.key)

    def sit(self, answers: int = 10_000) -> None:
        """Let the child have a session of so many answers at most."""
        state: object = self.house.practice.start(self.key)
        while isinstance(state, Pending) and answers:
            state, answers = self.house.answer(self.key, state, 0.7, Random(answers)), answers - 1


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """A caregiver on a Monday morning."""
    clock = Clock(MONDAY)
    with opened(tmp_path, clock) as house:
        yield Seat(house, clock, Observing(house.store, clock), house.child("en"))


def test_a_week(seat: Seat) -> None:
    """What came up is stored with its feeling; what did not is no observation."""
    week = seat.part.week(seat.key)
    assert (week.monday, week.recorded) == (MONDAY.date(), False)
    assert seat.part.keep_week(seat.key, week.number, ALL, NOTHING) == "kept"
    feelings = [week.questions[place] for place in (0, 1, 2, 4)]
    assert [(one.feeling, one.result) for one in seat.stored()] == list(
        zip(feelings, ["alone", "helped", "not_yet", "alone"], strict=True)
    )
    assert {(one.kind, one.batch) for one in seat.stored()} == {("probe", week.number)}
    assert [one.about for one in seat.stored()] == ["1", "2", "3", "5"]
    assert {one.at for one in seat.stored()} == {MONDAY}
    assert seat.part.week(seat.key).recorded


def test_corrected(seat: Seat) -> None:
    """Told again in the same week, the later answers stand alone; told twice they stand once."""
    number = seat.part.week(seat.key).number
    seat.part.keep_week(seat.key, number, ALL, NOTHING)
    seat.clock.wind(days=6)
    later: list[Result | None] = ["not_yet", *[None] * 4]
    for _ in range(2):
        assert seat.part.keep_week(seat.key, number, later, ALL) == "kept"
    assert [one.result for one in seat.stored()] == ["not_yet"]
    assert seat.part.week(seat.key).results == ("not_yet", None, None, None, None)
    seat.part.keep_week(seat.key, number, NOTHING, later)
    assert seat.stored() == []


def test_two_who_answer(seat: Seat) -> None:
    """Of a page that is older than what is kept only what was changed on it is written."""
    number = seat.part.week(seat.key).number
    answered: list[tuple[int, Result]] = [(0, "alone"), (3, "helped"), (4, "not_yet")]
    for place, result in answered:
        mine = [result if here == place else None for here in range(QUESTIONS)]
        assert seat.part.keep_week(seat.key, number, mine, NOTHING) == "kept"
        seat.clock.wind(hours=1)
    assert seat.part.week(seat.key).results == ("alone", None, None, "helped", "not_yet")
    assert [one.at - MONDAY for one in seat.stored()] == [timedelta(hours=n) for n in range(3)]


def test_two_who_answer_the_same_question(seat: Seat) -> None:
    """Answers that differ are refused until the later has seen the other's; alike, they stand."""
    number = seat.part.week(seat.key).number
    one: list[Result | None] = ["alone", *[None] * 4]
    other: list[Result | None] = ["helped", "alone", *[None] * 3]
    assert seat.part.keep_week(seat.key, number, one, NOTHING) == "kept"
    assert seat.part.keep_week(seat.key, number, other, NOTHING) == "clash"
    assert seat.part.week(seat.key).results == tuple(one)
    assert seat.part.keep_week(seat.key, number, one, NOTHING) == "kept"
    assert seat.part.keep_week(seat.key, number, other, one) == "kept"
    assert seat.part.week(seat.key).results == tuple(other)


results = st.lists(st.sampled_from((*RESULTS, None)), min_size=QUESTIONS, max_size=QUESTIONS)


@given(results, results, results)
def test_nobodys_answer_is_lost_unseen(
    given: list[Result | None], shown: list[Result | None], kept: list[Result | None]
) -> None:
    """Where nothing clashes, each question keeps what either of the two changed."""
    if not clashes(given, shown, kept):
        for new, old, now in zip(given, shown, kept, strict=True):
            assert now == old or new in (old, now)
    assert clashes(shown, shown, kept) == ()
    assert clashes(given, kept, kept) == ()


def test_an_earlier_version(seat: Seat) -> None:
    """What does not say to which question it belongs is of the first about its feeling."""
    week = seat.part.week(seat.key)
    feeling = week.questions[2]
    with seat.house.store.writing() as transaction:
        old = Observed(MONDAY, "probe", week.number, feeling, "", "helped")
        observations.add(transaction, seat.key, [old])
    results = seat.part.week(seat.key).results
    assert results[week.questions.index(feeling)] == "helped"
    assert results.count("helped") == 1


def test_what_waits_is_only_looked_at(seat: Seat) -> None:
    """A feeling is asked about before it is taught, but then nothing of it is tried out."""
    starts = (("happy", 1), ("anger", 2), ("sad", 3))
    plan = Plan(blocks=1, languages=("en",), starts=starts)
    seat.house.practice.set_plan(seat.key, plan)
    week = seat.part.week(seat.key)
    assert set(week.questions) == {"happy", "anger", "sad"} <= set(week.waiting)
    for _ in range(2):
        seat.sit()
        seat.clock.wind(days=1)
    assert "happy" not in seat.part.week(seat.key).waiting
    assert {"anger", "sad"} <= set(seat.part.week(seat.key).waiting)


def test_over(seat: Seat) -> None:
    """On the next Monday the week before is closed, and nothing of it changes."""
    number = seat.part.week(seat.key).number
    seat.part.keep_week(seat.key, number, ALL, NOTHING)
    before = seat.stored()
    seat.clock.wind(days=7)
    assert seat.part.keep_week(seat.key, number, ["alone"] * QUESTIONS, NOTHING) == "over"
    assert seat.stored() == before
    assert seat.part.week(seat.key).number == number + 1
    assert seat.part.week(seat.key).results == (None,) * QUESTIONS


def test_questions_stay(seat: Seat) -> None:
    """Neither a session nor another plan changes the questions of a week that has begun."""
    seat.clock.wind(days=21)
    asked = seat.part.week(seat.key).questions
    seat.sit()
    seat.house.practice.set_plan(seat.key, Plan(feelings=("fear", "surprise", "disgust")))
    assert seat.part.week(seat.key).questions == asked
    seat.clock.wind(days=7)
    assert set(seat.part.week(seat.key).questions) <= {"fear", "surprise", "disgust", "pain"}


def test_what_is_taught_is_asked_about(seat: Seat) -> None:
    """It is asked about the first feelings and about what was taught since, and about no other."""
    for _ in range(8):
        seat.sit()
        seat.clock.wind(days=1)
    seat.clock.wind(days=7)
    with seat.house.store.reading() as transaction:
        history = trials.history(transaction, seat.key)
        taught = {one.trial.goal.feeling for one in history if one.trial.purpose == "teach"}
    asked: set[Feeling] = set()
    for _ in range(3):  # fifteen questions: two whole rounds, wherever they begin
        asked.update(seat.part.week(seat.key).questions)
        seat.clock.wind(days=7)
    assert asked == taught | set(ORDER[:3])


def test_history(seat: Seat) -> None:
    """The weeks stand newest first, each with its Monday, even where the clock was set to UTC."""
    seat.part.keep_week(seat.key, seat.part.week(seat.key).number, ALL, NOTHING)
    seat.clock.now = (seat.clock.now + timedelta(days=9)).astimezone(UTC)
    second = seat.part.week(seat.key)
    seat.part.keep_week(seat.key, second.number, ["helped"] * QUESTIONS, NOTHING)
    newest, oldest = seat.part.history(seat.key)
    assert (newest.monday, oldest.monday) == (second.monday, MONDAY.date())
    assert newest.feelings == {"helped": second.questions}


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_form(seat: Seat, form: Form) -> None:
    """A form that was answered to its end is counted by feeling and by strength."""
    seat.house.practice.ask_form(seat.key, form)
    assert seat.part.forms(seat.key).waiting == form
    seat.sit()
    found = seat.part.forms(seat.key)
    (done,) = found.done
    asked = items(form, 0)
    assert (found.waiting, done.how, done.day) == (None, "whole", MONDAY.date())
    assert done.whole.of == len(asked)
    for counts, name in ((done.by_feeling, "feeling"), (done.by_step, "step")):
        assert {key: one.of for key, one in counts.items()} == {
            key: sum(getattr(goal, name) == key for goal in asked) for key in counts
        }
        assert sum(one.right for one in counts.values()) == done.whole.right


def test_a_broken_form(seat: Seat) -> None:
    """A form is under way while its session is, and then broken off; without an answer too."""
    seat.house.practice.ask_form(seat.key, "faces")
    seat.house.practice.start(seat.key)
    assert [one.how for one in seat.part.forms(seat.key).done] == ["under way"]
    assert seat.part.forms(seat.key).done[0].whole == Count(0, 0)
    seat.house.practice.stop(seat.key)
    (done,) = seat.part.forms(seat.key).done
    assert (done.how, done.day) == ("broken off", None)


def test_nobody(seat: Seat) -> None:
    """Of a child who is not there nothing is shown and nothing stored."""
    for ask in (seat.part.week, seat.part.history, seat.part.forms):
        with pytest.raises(UnknownChildError):
            ask("nobody")
    with pytest.raises(UnknownChildError):
        seat.part.keep_week("nobody", 0, ALL, NOTHING)

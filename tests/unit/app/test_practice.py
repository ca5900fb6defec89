"""Practice: begin, answer, rest, end, and who comes in between."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from fakes.classroom import START, plainly
from fakes.practice import (
    CONSENT,
    Clock,
    give,
    mina,
    pending,
    play,
    practising,
    to_delay,
    to_teaching,
)
from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.child import AgeBand
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language, Outcome, Trial
from pyojeong.app.practice import (
    Answered,
    PageSettings,
    Paused,
    Pending,
    Practice,
    Ready,
    Resting,
    StaleError,
)
from pyojeong.app.store import Store, open_store, sessions, trials
from pyojeong.core.errors import ConsentError, SettingsError, StorageError, UnknownChildError
from pyojeong.core.settings import replace

KST = ZoneInfo("Asia/Seoul")


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


def history(store: Store, child: str) -> list[Outcome]:
    """Return what is stored of a child."""
    with store.reading() as transaction:
        return list(trials.history(transaction, child))


def whys(store: Store, child: str) -> list[str | None]:
    """Return why the sessions of a child ended, in order."""
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT why FROM session WHERE child = ? ORDER BY number", (child,)
        )
        return [row[0] for row in rows]


# A session.


def test_a_whole_session(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """From ready to done: baselines, blocks, safety; all stored, and a receipt at the end."""
    ready = practice.state(child)
    assert isinstance(ready, Ready)
    end = play(practice, child, clock)
    assert isinstance(end, Resting)
    assert end.why == "done"
    stored = history(store, child)
    assert [one.trial.number for one in stored] == list(range(len(stored)))
    assert end.receipt.trials == len(stored)
    assert (end.receipt.breaks, end.receipt.pictures, end.receipt.calls) == (0, 0, 0)
    assert practice.state(child) == end
    assert whys(store, child) == ["done"]


def test_whose_session_is_over(store: Store, clock: Clock) -> None:
    """It is told whose session is over once that is stored: at its end, and at a stop."""
    told: list[tuple[str, list[str | None]]] = []
    practice = practising(store, clock, rested=lambda key: told.append((key, whys(store, key))))
    child = mina(practice)
    play(practice, child, clock, trials=3)
    assert told == []
    play(practice, child, clock)
    assert told == [(child, ["done"])]
    clock.wind(days=1)
    play(practice, child, clock, trials=3)
    practice.stop(child)
    assert told == [(child, ["done"]), (child, ["done", "stopped"])]


def test_nothing_is_shown_before_it_is_stored(store: Store, practice: Practice, child: str) -> None:
    """The trial that is shown stands in the store already, without a response."""
    state = pending(practice.start(child))
    with store.reading() as transaction:
        stored = trials.last(transaction, child)
    assert stored is not None
    assert (stored.trial, stored.responses) == (state.trial, ())


def test_the_same_trial_after_a_restart(
    store: Store, practice: Practice, child: str, clock: Clock
) -> None:
    """A new server shows the trial that waited, with the same counts and tokens."""
    state = play(practice, child, clock, 20)
    assert practising(store, clock, seed=99).state(child) == state


def test_left_and_done(practice: Practice, child: str, clock: Clock) -> None:
    """Each answer adds one to what is done; when none is left, the session ends."""
    last = pending(practice.start(child))
    while isinstance(state := give(practice, child, last).next, Pending):
        clock.wind(seconds=5)
        assert state.done == last.done + 1
        last = state
    assert last.left == 1


def test_consent_comes_first(practice: Practice) -> None:
    """Without a guardian's consent no session begins; with it, one does."""
    child = practice.add_child("Joon", picture="pic-owl", age="9-13", language="en").child.key
    assert isinstance(practice.state(child), Ready)
    with pytest.raises(ConsentError, match="guardian"):
        practice.start(child)
    assert isinstance(practice.state(child), Ready)
    practice.consent(child, CONSENT)
    assert isinstance(practice.start(child), Pending)
    assert practice.child(child).child.consent == CONSENT


# Answers.


def test_a_double_click(store: Store, practice: Practice, child: str) -> None:
    """The same answer twice is one answer, and both times the same is said."""
    state = practice.start(child)
    assert give(practice, child, state) == give(practice, child, state)
    assert len(history(store, child)) == 1


def test_another_answer_to_the_same(store: Store, practice: Practice, child: str) -> None:
    """A second, different answer is refused with what is asked now; the first one stands."""
    state = practice.start(child)
    first = give(practice, child, state)
    with pytest.raises(StaleError) as stale:
        give(practice, child, state, right=False)
    assert stale.value.state == first.next
    assert [one.correct for one in history(store, child)] == [True]


@pytest.mark.parametrize("number", [-1, 1, 7, 10**30])
def test_an_answer_to_nothing(practice: Practice, child: str, number: int) -> None:
    """An answer to a trial that was never shown is refused with what is asked now."""
    state = practice.start(child)
    with pytest.raises(StaleError) as stale:
        practice.answer(child, number, 0, prompted=False, reaction_ms=1)
    assert stale.value.state == state


@pytest.mark.parametrize("attempt", [-1, 1, 10**30])
def test_an_attempt_that_is_not_asked_for(practice: Practice, child: str, attempt: int) -> None:
    """An attempt that is not the next one is refused with what is asked now."""
    state = pending(practice.start(child))
    with pytest.raises(StaleError) as stale:
        practice.answer(child, 0, 0, prompted=False, reaction_ms=1, attempt=attempt)
    assert stale.value.state == state


def test_without_a_session(practice: Practice, child: str) -> None:
    """Before the first session an answer is refused, and the page is told to begin."""
    with pytest.raises(StaleError) as stale:
        practice.answer(child, 0, 0, prompted=False, reaction_ms=1)
    assert isinstance(stale.value.state, Ready)


@pytest.mark.parametrize("place", [-1, 3, 10**30])
def test_no_such_place(store: Store, practice: Practice, child: str, place: int) -> None:
    """A place outside the choices is refused, and the trial waits on."""
    state = practice.start(child)
    with pytest.raises(SettingsError, match="no such answer"):
        practice.answer(child, 0, place, prompted=False, reaction_ms=1)
    assert practice.state(child) == state
    assert history(store, child) == []


def test_prompted_by_nothing(practice: Practice, child: str) -> None:
    """A response cannot be prompted where no answer is ever shown."""
    state = practice.start(child)
    with pytest.raises(SettingsError, match="Nothing was shown"):
        give(practice, child, state, prompted=True)
    assert practice.state(child) == state


@pytest.mark.parametrize(("given", "kept"), [(-5, 0), (2310, 2310), (10**12, 86_400_000)])
def test_reaction_times_are_bounded(
    store: Store, practice: Practice, child: str, given: int, kept: int
) -> None:
    """A time below 0 is 0; a tablet that slept for weeks says a day."""
    practice.start(child)
    practice.answer(child, 0, 0, prompted=False, reaction_ms=given)
    assert history(store, child)[0].reaction_ms == kept


def test_an_old_page_after_a_stop(store: Store, practice: Practice, child: str) -> None:
    """A page that still shows what was stopped cannot answer what took its number."""
    old = practice.start(child)
    practice.stop(child)
    new = practice.start(child)
    assert pending(old).trial.number == pending(new).trial.number
    with pytest.raises(StaleError) as stale:
        give(practice, child, old)
    assert stale.value.state == new
    assert history(store, child) == []


def test_where_nothing_can_follow(store: Store, clock: Clock) -> None:
    """An answer is kept even if no next trial can be made; later the session goes on."""
    able = True

    def make(asked: Asked, rng: Random) -> Trial:
        if not able:
            raise KeyError("an exercise with a fault")
        return plainly(asked, rng)

    practice = practising(store, clock, make=make)
    child = mina(practice)
    state = practice.start(child)
    able = False
    with pytest.raises(KeyError):
        give(practice, child, state)
    assert len(history(store, child)) == 1
    with pytest.raises(KeyError):
        practice.state(child)
    able = True
    following = pending(practice.state(child))
    assert (following.trial.number, following.done) == (1, 1)


# What is said.


def test_probes_tell_nothing(practice: Practice, child: str) -> None:
    """In a probe there is no right or wrong, no answer, no token, and no second try."""
    state = pending(practice.start(child))
    assert state.trial.purpose == "track"
    assert state.tokens is None
    answered = give(practice, child, state, right=False)
    assert answered == Answered(
        state.trial, None, None, again=False, token=None, next=answered.next
    )
    assert pending(answered.next).trial.number == 1


def test_an_error_is_corrected(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """After an error the answer is shown and the trial asked again: one outcome."""
    state = to_teaching(practice, child, clock)
    for attempt in range(2):
        answered = give(practice, child, state, right=False)
        assert answered == Answered(
            state.trial,
            correct=False,
            answers=state.trial.answers,
            again=True,
            token=None,
            next=None,
        )
        state = pending(practice.state(child))
        assert state.attempt == attempt + 1
    corrected = give(practice, child, state, prompted=True)
    assert (corrected.correct, corrected.again, corrected.token) == (True, False, None)
    assert pending(corrected.next).trial.number == state.trial.number + 1
    assert pending(corrected.next).tokens == ()
    last = history(store, child)[-1]
    assert (last.trial, last.correct) == (state.trial, False)


def test_errors_without_end(practice: Practice, child: str, clock: Clock) -> None:
    """Who presses the same wrong place again and again is asked three times, and it goes on."""
    state = to_teaching(practice, child, clock)
    said = []
    for _ in range(3):
        said.append(give(practice, child, state, right=False))
        state = pending(practice.state(child))
    assert [one.again for one in said] == [True, True, False]
    assert (said[2].correct, said[2].answers) == (False, said[2].trial.answers)
    assert said[2].next == state
    assert (state.trial.number, state.attempt) == (said[2].trial.number + 1, 0)
    assert practice.state(child) == state


def test_a_correction_twice(practice: Practice, child: str, clock: Clock) -> None:
    """A double click in a correction says what was said, and an old attempt too."""
    first = to_teaching(practice, child, clock)
    wrong = give(practice, child, first, right=False)
    assert give(practice, child, first, right=False) == wrong
    second = practice.state(child)
    right = give(practice, child, second)
    assert give(practice, child, second) == right
    assert give(practice, child, first, right=False) == wrong


def test_errorless(practice: Practice, child: str, clock: Clock) -> None:
    """Errorless, the answer is shown after an error, and it goes on."""
    practice.set_plan(child, Plan(errorless=True))
    state = to_teaching(practice, child, clock)
    answered = give(practice, child, state, right=False)
    assert (answered.correct, answered.answers) == (False, state.trial.answers)
    assert not answered.again
    assert pending(answered.next).trial.number == state.trial.number + 1


def test_tokens(practice: Practice, child: str, clock: Clock) -> None:
    """Whole for right alone, small for right with help, none for an error, none ever lost."""
    state = to_delay(practice, child, clock)
    earned = state.tokens or ()
    whole = give(practice, child, state)
    assert whole.token == "whole"  # noqa: S105 - what a child earns
    small = give(practice, child, whole.next, prompted=True)
    assert small.token == "small"  # noqa: S105
    wrong = give(practice, child, small.next, right=False)
    assert wrong.token is None
    tokens = (*earned, "whole", "small")
    assert pending(practice.state(child)).tokens == tokens
    after = give(practice, child, practice.state(child)).next
    assert pending(after).tokens == tokens


# Help that was shown.


def test_help_outlasts_the_page(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """Help that was shown counts after a break, a reload and a restart, whatever a page says."""
    state = to_delay(practice, child, clock)
    assert not state.helped
    for _ in range(2):
        practice.helped(child, state.trial.number, state.trial.session)
    practice.pause(child)
    again = pending(practising(store, clock, seed=9).resume(child))
    assert (again.trial, again.helped) == (state.trial, True)
    answered = give(practice, child, again, prompted=False)
    assert answered.token == "small"  # noqa: S105 - what a child earns
    assert history(store, child)[-1].prompted
    assert not pending(answered.next).helped


def test_help_at_once(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """Where the answer is shown from the start, a response is prompted, whatever a page says."""
    state = to_teaching(practice, child, clock, right=False)
    assert state.trial.delay_s == 0
    assert give(practice, child, state, prompted=False).token == "small"  # noqa: S105
    last = history(store, child)[-1]
    assert (last.correct, last.prompted, last.independent) == (True, True, False)


def test_help_that_was_not_shown(practice: Practice, child: str, clock: Clock) -> None:
    """Help with a probe, another trial, or another session: nothing, and no error."""
    probe = pending(practice.start(child))
    practice.helped(child, probe.trial.number, probe.trial.session)
    assert practice.state(child) == probe
    state = to_delay(practice, child, clock)
    number, session = state.trial.number, state.trial.session
    for odd in ((number - 1, session), (number + 1, session), (10**30, 0), (number, session + 1)):
        practice.helped(child, *odd)
    assert practice.state(child) == state


def test_help_that_is_told_in_a_break(practice: Practice, child: str, clock: Clock) -> None:
    """Where the word of it was slower than the wish for a break, the help counts."""
    state = to_delay(practice, child, clock)
    practice.pause(child)
    practice.helped(child, state.trial.number, state.trial.session)
    assert pending(practice.resume(child)).helped


def test_help_that_comes_late(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """Help with a correction changes nothing of the first response."""
    state = to_delay(practice, child, clock)
    give(practice, child, state, right=False)
    practice.helped(child, state.trial.number, state.trial.session)
    shown = pending(practice.state(child))
    assert (shown.attempt, shown.helped) == (1, False)
    assert not history(store, child)[-1].prompted


# Breaks, stops, days.


def test_a_break(practice: Practice, child: str, clock: Clock) -> None:
    """A break lasts as long as it lasts, and then the same trial is there again."""
    state = pending(practice.start(child))
    paused = practice.pause(child)
    assert paused == Paused(START, left=state.left, done=0, tokens=None)
    clock.wind(minutes=30)
    assert practice.pause(child) == practice.start(child) == practice.state(child) == paused
    with pytest.raises(StaleError) as stale:
        give(practice, child, state)
    assert stale.value.state == paused
    assert practice.resume(child) == state
    assert practice.resume(child) == state


def test_breaks_do_not_make_a_session_long(practice: Practice, child: str, clock: Clock) -> None:
    """Fifteen minutes are fifteen minutes of practice: breaks before and after count nothing."""
    state = practice.start(child)
    practice.pause(child)
    clock.wind(minutes=20)
    state = give(practice, child, practice.resume(child)).next
    clock.wind(minutes=14)
    practice.pause(child)
    clock.wind(minutes=60)
    state = give(practice, child, practice.resume(child)).next
    clock.wind(minutes=1)
    end = give(practice, child, state).next
    assert isinstance(end, Resting)
    assert (end.why, end.receipt.breaks, end.receipt.trials) == ("time", 2, 3)


def test_nothing_to_break_off(practice: Practice, child: str) -> None:
    """Without a session there is nothing to pause, resume, or stop."""
    ready = practice.state(child)
    assert practice.pause(child) == practice.resume(child) == practice.stop(child) == ready


def test_a_stop(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """A stop ends the session kindly, a break with it; who begins again gets a new one."""
    play(practice, child, clock, 2)
    practice.pause(child)
    end = practice.stop(child)
    assert isinstance(end, Resting)
    assert (end.why, end.receipt.trials, end.receipt.breaks) == ("stopped", 2, 1)
    assert practice.stop(child) == practice.state(child) == end
    again = pending(practice.start(child))
    assert (again.trial.session, again.trial.number, again.done) == (1, 2, 0)
    assert whys(store, child) == ["stopped", None]


def test_what_was_seen_and_stopped(practice: Practice, child: str) -> None:
    """The trial after a stop takes the number of the one before it, and none of its pictures."""
    seen = []
    for _ in range(4):
        seen.append(pending(practice.start(child)).trial)
        practice.stop(child)
    answered = give(practice, child, practice.start(child))
    seen += [answered.trial, pending(answered.next).trial]
    assert [one.number for one in seen] == [0, 0, 0, 0, 0, 1]
    pictures = [face.variation for one in seen for face in one.faces]
    assert len(set(pictures)) == len(pictures)


def test_a_stop_in_a_correction(practice: Practice, child: str, clock: Clock) -> None:
    """An error that nobody corrected is not taken up in the next session."""
    state = to_teaching(practice, child, clock)
    give(practice, child, state, right=False)
    practice.stop(child)
    new = pending(practice.start(child))
    assert (new.trial.session, new.trial.number) == (1, state.trial.number + 1)
    assert (new.attempt, new.done) == (0, 0)


def test_a_session_that_was_left(
    store: Store, practice: Practice, child: str, clock: Clock
) -> None:
    """On another day it is closed when the next one begins; its last trial was never shown."""
    play(practice, child, clock, 2)
    clock.wind(seconds=10)
    practice.pause(child)
    clock.wind(days=1)
    assert isinstance(practice.state(child), Ready)
    assert isinstance(practice.pause(child), Ready)
    new = pending(practice.start(child))
    assert (new.trial.session, new.trial.number) == (1, 2)
    assert whys(store, child) == ["left", None]
    with store.engine.connect() as connection:
        ended = connection.exec_driver_sql("SELECT ended_at FROM session WHERE number = 0").scalar()
        paused = connection.exec_driver_sql("SELECT to_at FROM pause").scalar()
    assert ended == paused == "2027-03-01T16:00:20.000000+00:00"


def test_when_a_session_was_left(
    store: Store, practice: Practice, child: str, clock: Clock
) -> None:
    """A session that was left ended with its last answer, not when the next one began."""
    play(practice, child, clock, 2)
    clock.wind(days=1)
    practice.start(child)
    with store.engine.connect() as connection:
        ended = connection.exec_driver_sql("SELECT ended_at FROM session WHERE number = 0").scalar()
    assert ended == "2027-03-01T16:00:10.000000+00:00"


def test_the_next_day_after_a_whole_session(practice: Practice, child: str, clock: Clock) -> None:
    """Yesterday's end is not shown today."""
    play(practice, child, clock)
    clock.wind(days=1)
    assert isinstance(practice.state(child), Ready)


def test_over_midnight(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """What was shown before midnight and answered after it is kept, in the session it was in."""
    clock.now = START.replace(hour=23, minute=59)
    state = practice.start(child)
    clock.wind(minutes=2)
    assert isinstance(give(practice, child, state).next, Ready)
    assert [one.day.day for one in history(store, child)] == [2]
    assert pending(practice.start(child)).trial.number == 1


# Clocks.


def test_a_day_is_the_childs_own(store: Store, practice: Practice, child: str) -> None:
    """The day of an outcome is that of the child's clock, also after a restart."""
    clock = Clock(datetime(2027, 3, 2, 0, 30, tzinfo=KST))  # still the first of March in UTC
    practice = practising(store, clock)
    give(practice, child, practice.start(child))
    assert [one.day.day for one in history(store, child)] == [2]
    clock.now = datetime(2027, 3, 2, 23, 30, tzinfo=KST)
    assert isinstance(practice.state(child), Pending)
    clock.now = datetime(2027, 3, 3, 0, 30, tzinfo=KST)
    assert isinstance(practice.state(child), Ready)


def test_a_clock_that_goes_back(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """The session goes on, and no outcome is before the one before it."""
    play(practice, child, clock, 3)
    practice.pause(child)
    clock.wind(hours=-3)
    practice.resume(child)
    play(practice, child, clock, 3)
    times = [one.at for one in history(store, child)]
    assert len(times) == 6
    assert times == sorted(times)


@pytest.mark.parametrize("trials", [3, 1000])
def test_a_clock_that_was_years_ahead(
    store: Store, practice: Practice, child: str, clock: Clock, trials: int
) -> None:
    """Once it is right again, a session can begin, with times by the clock that is right."""
    clock.wind(days=1000)
    play(practice, child, clock, trials)
    before = len(history(store, child))
    clock.wind(days=-1000)
    assert isinstance(practice.state(child), Ready)
    end = play(practice, child, clock)
    assert isinstance(end, Resting)
    assert practice.state(child) == end
    assert end.receipt.trials == len(history(store, child)) - before
    times = [one.at for one in history(store, child)[before:]]
    assert times == sorted(times)
    assert {time.date() for time in times} == {START.date()}
    clock.wind(days=1)
    assert isinstance(practice.state(child), Ready)


def test_summer_time(store: Store) -> None:
    """The hour that the clock on the wall jumps over does not make a session long."""
    zone = ZoneInfo("Europe/Berlin")
    before = datetime(2027, 3, 28, 1, 59, tzinfo=zone)  # a minute later it is 3 o'clock
    clock = Clock(before)
    practice = practising(store, clock)
    child = mina(practice)
    state = give(practice, child, practice.start(child)).next
    clock.now = (before.astimezone(UTC) + timedelta(minutes=2)).astimezone(zone)
    assert clock.now.hour == 3
    assert isinstance(give(practice, child, state).next, Pending)


# Others.


def test_two_tabs(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """Of two pages that show the same trial one answers it; the other learns what is next."""
    tab, other = practice.start(child), practice.state(child)
    first = give(practice, child, tab)
    with pytest.raises(StaleError) as stale:
        give(practice, child, other, right=False)
    assert stale.value.state == first.next
    give(practice, child, stale.value.state)
    assert len(history(store, child)) == 2


def test_two_servers(tmp_path: Path, store: Store, child: str, clock: Clock) -> None:
    """Two servers on one database see each other's answers, plans and children at once."""
    second = open_store(tmp_path, START)
    servers = practising(store, clock, seed=1), practising(second, clock, seed=2)
    state = servers[0].start(child)
    for turn in range(10):
        clock.wind(seconds=5)
        state = give(servers[turn % 2], child, state).next
        assert servers[0].state(child) == servers[1].state(child) == state
    servers[1].set_plan(child, Plan(blocks=1))
    assert servers[0].plan(child).blocks == 1
    assert servers[0].state(child) == servers[1].state(child)
    servers[1].remove_child(child)
    with pytest.raises(UnknownChildError):
        servers[0].state(child)
    second.close()


def test_what_could_not_be_stored_is_forgotten(
    tmp_path: Path, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server whose answer was not stored knows what another stored in its place."""
    second = open_store(tmp_path, START)
    servers = practising(store, clock), practising(second, clock, seed=2)
    child = mina(servers[0])
    state = servers[0].start(child)
    with monkeypatch.context() as patch:
        patch.setattr(trials, "add", full)
        with pytest.raises(StorageError):
            give(servers[0], child, state)
    give(servers[1], child, state, right=False)
    with store.reading() as transaction:
        course = servers[0]._look(transaction, child).course
    assert [one.correct for one in course.here] == [False]
    second.close()


def full(*_arguments: object) -> None:
    """Find the disk full."""
    raise StorageError("No space left.")


def test_many_threads(tmp_path: Path, store: Store, clock: Clock) -> None:
    """The same click in many threads, on two servers, is one answer; and all are told the same."""
    second = open_store(tmp_path, START)
    servers = practising(store, clock), practising(second, clock, seed=2)
    child = mina(servers[0])
    state = servers[0].start(child)
    barrier = threading.Barrier(6)

    def click(turn: int) -> Answered:
        barrier.wait()
        return give(servers[turn % 2], child, state)

    with ThreadPoolExecutor(6) as threads:
        for number in range(8):
            said = list(threads.map(click, range(6)))
            assert all(one == said[0] for one in said)
            state = said[0].next
            assert len(history(store, child)) == number + 1
    second.close()


def test_children_do_not_mix(store: Store, practice: Practice, clock: Clock) -> None:
    """What one child answers changes nothing for another."""
    one, other = mina(practice), mina(practice)
    shown = practice.start(other)
    play(practice, one, clock, 5)
    assert practice.state(other) == shown
    assert history(store, other) == []


# The caregiver.


def test_children(practice: Practice) -> None:
    """Children are listed as they came, under tidy names, with their pictures."""
    added = [
        practice.add_child(name, picture=picture, age="4-5", language="en")
        for name, picture in ((" 민지 \u0007", "pic-fox"), ("<b>🦊</b>", "pic-owl"))
    ]
    assert practice.children() == tuple(sorted(added, key=lambda one: one.child.key))
    assert {one.child.pseudonym for one in added} == {"민지", "<b>🦊</b>"}
    assert [practice.plan(one.child.key).languages for one in added] == [("en",), ("en",)]


@pytest.mark.parametrize(("age", "years"), [("4-5", 4), ("6-8", 6), ("9-13", 9)])
def test_stories_suit_the_age(practice: Practice, age: AgeBand, years: int) -> None:
    """A child's first plan tells stories from the beginning of its age band on."""
    added = practice.add_child("Joon", picture="pic-owl", age=age, language="ko")
    assert practice.plan(added.child.key).age == years


@pytest.mark.parametrize("name", ["", "  ", "\u0000", "a" * 41, "가" * 10_000])
def test_names_that_are_none(practice: Practice, name: str) -> None:
    """An empty or endless name is refused in one sentence."""
    with pytest.raises(SettingsError, match="1 to 40 characters"):
        practice.add_child(name, picture="pic-fox", age="4-5", language="ko")
    assert practice.children() == ()


def test_a_picture_that_is_none(practice: Practice) -> None:
    """A picture that is none of ours is refused."""
    with pytest.raises(SettingsError, match="no such picture"):
        practice.add_child("Mina", picture="../fox", age="4-5", language="ko")


def test_a_child_that_was_removed(practice: Practice, child: str, clock: Clock) -> None:
    """Whatever is asked for a child that was removed in another tab: one sentence."""
    state = practice.start(child)
    practice.remove_child(child)
    page = PageSettings(language="ko")
    for ask in (
        lambda: practice.state(child),
        lambda: practice.start(child),
        lambda: practice.pause(child),
        lambda: practice.resume(child),
        lambda: practice.stop(child),
        lambda: practice.helped(child, 0, 0),
        lambda: give(practice, child, state),
        lambda: practice.child(child),
        lambda: practice.plan(child),
        lambda: practice.set_plan(child, Plan()),
        lambda: practice.settings(child),
        lambda: practice.set_settings(child, page),
        lambda: practice.consent(child, CONSENT),
        lambda: practice.remove_child(child),
    ):
        with pytest.raises(UnknownChildError, match="not here any more"):
            ask()
    assert practice.children() == ()


def test_a_plan_holds_from_the_next_trial(practice: Practice, child: str, clock: Clock) -> None:
    """The trial that waits stays; the next ones follow the new plan."""
    state = practice.start(child)
    practice.set_plan(child, Plan(array=6))
    shown = pending(practice.state(child))
    assert shown.trial == pending(state).trial
    assert len(pending(give(practice, child, shown).next).trial.choices) == 6


def test_page_settings(practice: Practice, child: str) -> None:
    """The settings of a page are kept; its language is the child's."""
    page = practice.settings(child)
    assert (page.language, page.sound, page.speech, page.music) == ("ko", False, False, False)
    other = replace(page, language="en", theme="dark", size=150, scan="two")
    practice.set_settings(child, other)
    assert practice.settings(child) == other
    assert practice.child(child).child.language == "en"


@pytest.mark.parametrize(
    ("languages", "after"),
    [(("ko",), ("en",)), (("en",), ("en",)), (("ko", "en"), ("ko", "en"))],
)
def test_another_language(
    practice: Practice, child: str, languages: tuple[Language, ...], after: tuple[Language, ...]
) -> None:
    """A plan in the page's language alone changes along; in several, or in another, it stays."""
    practice.set_plan(child, Plan(languages=languages, blocks=1))
    page = practice.settings(child)
    practice.set_settings(child, replace(page, theme="dark"))
    assert practice.plan(child).languages == languages
    practice.set_settings(child, replace(page, language="en"))
    assert practice.plan(child) == Plan(languages=after, blocks=1)


def test_a_break_is_known(store: Store, practice: Practice, child: str, clock: Clock) -> None:
    """What the store says of a session holds its breaks, the open one last."""
    practice.start(child)
    practice.pause(child)
    clock.wind(minutes=1)
    practice.resume(child)
    practice.pause(child)
    with store.reading() as transaction:
        sitting = sessions.latest(transaction, child)
    assert sitting is not None
    assert sitting.breaks == (
        sessions.Break(START, START + timedelta(minutes=1)),
        sessions.Break(START + timedelta(minutes=1)),
    )
    assert sitting.paused == START + timedelta(minutes=1)
    zone = timezone(timedelta(hours=9))
    assert sitting.rested(START, clock.now.astimezone(zone)) == timedelta(minutes=1)

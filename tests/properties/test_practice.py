"""What holds of practice whatever is clicked, where, when, and on how many servers."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from typing_extensions import override

from fakes.classroom import START
from fakes.practice import Clock, mina, play, practising
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Outcome
from pyojeong.app.practice import Answered, Pending, Practice, StaleError, State
from pyojeong.app.store import Store, open_store, sessions, trials

MEMORY = Path("/dev/shm")  # noqa: S108 - hundreds of commits: a disk would take minutes
SERVERS = st.integers(0, 1)


class Sittings(RuleBasedStateMachine):
    """One child, two servers, any number of pages that show what once was."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.clock = Clock()
        self.stores: list[Store] = []
        self.servers: list[Practice] = []
        self.pages: list[Pending] = []
        self.firsts: list[tuple[int, int]] = []  # number and place of each first response
        self.last: tuple[Pending, int, Answered] | None = None
        self.latest = self.clock.now  # that the clock ever showed
        self.astray = False  # it was once put right by more than a day

    @initialize(warm=st.sampled_from([0, 12]), plan=st.builds(Plan, errorless=st.booleans()))
    def begin(self, warm: int, plan: Plan) -> None:
        """Two servers; after twelve trials, teaching begins."""
        for turn in range(2):
            self.stores.append(open_store(self.folder, START))
            self.servers.append(practising(self.stores[turn], self.clock, seed=turn))
        self.child = mina(self.servers[0])
        self.servers[0].set_plan(self.child, plan)
        play(self.servers[0], self.child, self.clock, warm)
        self.firsts = [(one.trial.number, one.place) for one in self.history()]

    @override
    def teardown(self) -> None:
        """Close all."""
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)

    def history(self) -> list[Outcome]:
        """Return what is stored."""
        with self.stores[0].reading() as transaction:
            return list(trials.history(transaction, self.child))

    def see(self, state: State | None) -> None:
        """Keep a page that shows a trial open."""
        if isinstance(state, Pending):
            self.pages.append(state)

    @rule(server=SERVERS)
    def start(self, server: int) -> None:
        """Begin, or go on."""
        self.see(self.servers[server].start(self.child))

    @rule(server=SERVERS, place=st.integers(0, 2), ms=st.integers(-10, 10**9))
    def answer(self, server: int, place: int, ms: int) -> None:
        """Answer what is asked."""
        state = self.servers[server].state(self.child)
        if isinstance(state, Pending):
            self.clock.wind(seconds=5)
            self.last = (state, place, self.given(server, state, place, ms))
            if state.attempt == 0:
                self.firsts.append((state.trial.number, place))

    def given(self, server: int, page: Pending, place: int, ms: int = 1000) -> Answered:
        """Answer what a page shows."""
        answered = self.servers[server].answer(
            self.child,
            page.trial.number,
            place,
            prompted=False,
            reaction_ms=ms,
            attempt=page.attempt,
            session=page.trial.session,
        )
        self.see(answered.next)
        return answered

    @precondition(lambda self: self.last is not None)
    @rule(server=SERVERS)
    def answer_twice(self, server: int) -> None:
        """The last answer once more, on either server: the same is said of it."""
        assert self.last is not None
        page, place, said = self.last
        again = self.given(server, page, place)
        assert (again.correct, again.answers, again.again, again.token) == (
            said.correct, said.answers, said.again, said.token
        )  # fmt: skip
        if not again.again:
            assert again.next == self.servers[server].state(self.child)

    @precondition(lambda self: self.pages)
    @rule(server=SERVERS, which=st.integers(0, 10**6), place=st.integers(0, 2))
    def answer_on_an_old_page(self, server: int, which: int, place: int) -> None:
        """Any page that is still open: asked now, said before, or refused with what is asked."""
        page = self.pages[which % len(self.pages)]
        shown = self.servers[server].state(self.child)
        now = None
        try:
            self.given(server, page, place)
        except StaleError as stale:
            now = stale.state
        if now is not None:
            assert now == shown
        elif page.attempt == 0 and page.trial.number == len(self.firsts):
            self.firsts.append((page.trial.number, place))

    @precondition(lambda self: self.pages)
    @rule(server=SERVERS, which=st.integers(0, 10**6))
    def help_on_any_page(self, server: int, which: int) -> None:
        """Any page that is still open says that it helped: what is asked stays as it was."""
        page = self.pages[which % len(self.pages)]
        before = self.servers[server].state(self.child)
        self.servers[server].helped(self.child, page.trial.number, page.trial.session)
        after = self.servers[server].state(self.child)
        if after != before:
            assert isinstance(before, Pending)
            assert after == replace(before, helped=True)
            assert before.trial == page.trial
            assert (before.attempt, before.trial.delay_s is None) == (0, False)

    @rule(server=SERVERS, what=st.sampled_from(["pause", "resume", "stop"]))
    def break_off(self, server: int, what: str) -> None:
        """Pause, resume, or stop."""
        do: Callable[[str], State] = getattr(self.servers[server], what)
        self.see(do(self.child))

    @rule(by=st.sampled_from([1, 600, 3600, 86_400, 40 * 86_400, -3600, -86_400 * 3]))
    def clock_jumps(self, by: int) -> None:
        """Time passes, or somebody sets the clock."""
        self.latest = max(self.latest, self.clock.now)
        self.clock.now += timedelta(seconds=by)
        self.astray |= self.latest - self.clock.now > timedelta(days=1)

    @rule(server=SERVERS, seed=st.integers(0, 99))
    def restart(self, server: int, seed: int) -> None:
        """A server is started anew; what it shows is what it showed."""
        before = self.servers[server].state(self.child)
        self.stores[server].close()
        self.stores[server] = open_store(self.folder, self.clock())
        self.servers[server] = practising(self.stores[server], self.clock, seed)
        assert self.servers[server].state(self.child) == before

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        """What was answered is stored, once each, numbered without a gap, in time's order.

        Out of order it may be where the clock itself went astray.
        """
        if not self.servers:
            return
        history = self.history()
        assert [(one.trial.number, one.place) for one in history] == self.firsts
        assert [number for number, _place in self.firsts] == list(range(len(self.firsts)))
        times = [one.at for one in history]
        assert times == sorted(times) or self.astray

    @invariant()
    def what_is_lived_is_what_is_stored(self) -> None:
        """Both servers show the same, and the course in memory is that of the store."""
        if not self.servers:
            return
        shown = [server.state(self.child) for server in self.servers]
        assert shown[0] == shown[1]
        for store, server in zip(self.stores, self.servers, strict=True):
            with store.reading() as transaction:
                lived = server._look(transaction, self.child).course
                sitting = sessions.latest(transaction, self.child)
            if isinstance(shown[0], Pending):
                assert sitting is not None
                assert shown[0].trial.session == sitting.number
            whole = Course.of(server.plan(self.child), self.history())
            assert lived == (whole.begin(sitting.number) if sitting else whole)


Sittings.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
TestSittings = Sittings.TestCase

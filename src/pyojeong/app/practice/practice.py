"""Practice: a child begins, answers, rests and ends; a caregiver says who and what."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from threading import RLock

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.asking import PICTURES, Asked
from pyojeong.app.domain.cast import Cast
from pyojeong.app.domain.child import YOUNGEST, AgeBand, Consent
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.schedule import Rest, next_trial, trials_left
from pyojeong.app.domain.starts import drawn
from pyojeong.app.domain.trial import Language, Trial
from pyojeong.app.practice import changes, children, standings
from pyojeong.app.practice.changes import Change
from pyojeong.app.practice.courses import Courses
from pyojeong.app.practice.page import PageSettings
from pyojeong.app.practice.reply import Reply, check, find, said, said_before
from pyojeong.app.practice.scene import Scene, earned, look, next_number
from pyojeong.app.practice.standings import Note
from pyojeong.app.practice.states import (
    Answered,
    Ready,
    Receipt,
    Resting,
    StaleError,
    State,
)
from pyojeong.app.store import Store, forms, people, sessions, trials
from pyojeong.app.store.moments import local, offset_of
from pyojeong.app.store.people import Enrolled
from pyojeong.app.store.sessions import Sitting
from pyojeong.core.settings import canonical_json, replace

LOCKS = 64  # children share them by chance; more never practise at once in one house

Make = Callable[[Asked, Random], Trial]


def _nobody(_child: str) -> None:
    """Tell nobody."""


class Practice:
    """Everything that can be asked of practice; any thread may ask.

    Args:
        store: what is remembered.
        clock: gives the time, with its zone: that of the child's day.
        rng: the only chance.
        cast: whose faces there are.
        make: makes a trial of what is to be asked.
        calls: how many connections to other machines were made since the server started.
        rested: told of a child whose session is over, once that is stored.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime],
        rng: Random,
        cast: Cast,
        make: Make,
        calls: Callable[[], int],
        rested: Callable[[str], object] = _nobody,
    ) -> None:
        self._store = store
        self._clock = clock
        self._rng = rng
        self._cast = cast
        self._make = make
        self._calls = calls
        self._since = self._now()  # no session that began earlier was counted from its beginning
        self._rested = rested
        self._courses = Courses()
        self._locks = [RLock() for _ in range(LOCKS)]

    # What the child's page asks. All raise UnknownChildError where there is no such child.

    def state(self, child: str) -> State:
        """Return what the page should show."""
        with self._lock(child):
            with self._store.reading() as transaction:
                shows = self._shows(transaction, self._look(transaction, child))
            return shows or self._change(child, changes.nothing)

    def start(self, child: str) -> State:
        """Begin a session, or go on with today's; one that was left on another day is closed.

        Raises:
            ConsentError: no guardian has consented.
        """

        def begin(transaction: Transaction, scene: Scene) -> None:
            changes.begin(transaction, scene, self._calls())

        return self._change(child, begin)

    def pause(self, child: str) -> State:
        """Begin a break; without a session nothing changes."""
        return self._change(child, changes.pause)

    def resume(self, child: str) -> State:
        """End the break: what was asked is asked again."""
        return self._change(child, changes.resume)

    def stop(self, child: str) -> State:
        """End today's session, because the child wants to."""

        def stop(transaction: Transaction, scene: Scene) -> None:
            changes.stop(transaction, scene)
            self._count(transaction, scene)

        return self._change(child, stop)

    def answer(
        self,
        child: str,
        number: int,
        place: int,
        *,
        prompted: bool,
        reaction_ms: int,
        attempt: int = 0,
        session: int | None = None,
    ) -> Answered:
        """Store a response, and return what became of it and what follows.

        The same response again (a double click, a request that was sent twice) changes nothing,
        and returns what it returned at first.

        Args:
            child: its key.
            number: of the trial.
            place: that was chosen, from 0.
            prompted: the answer had been shown before.
            reaction_ms: from shown to chosen; held within a day.
            attempt: 0 is the first response, the others follow an error.
            session: of the trial, where the page says it: after a stop the next trial takes the
                number of the one that nobody answered, which an old page may still show.

        Raises:
            StaleError: this is not asked any more; it carries what is.
            SettingsError: the place is not among the choices, or the answer was never shown.
        """
        reply = Reply(number, session, attempt, place, prompted, reaction_ms)
        with self._lock(child):
            with self._writing(child) as transaction:
                scene = self._look(transaction, child)
                result = self._answer(transaction, scene, reply)
            if isinstance(result, Answered):
                self._tell(child, result.next)
                return result
            raise StaleError(f"trial {number} is not asked any more", result)

    def helped(self, child: str, number: int, session: int) -> None:
        """Remember that the answer was shown before any response to a trial.

        Whatever becomes of the page then, the first response counts as prompted; it may be told
        in a break too. Twice, too late, or of a trial that never shows its answer: nothing changes.
        """
        with self._lock(child), self._writing(child) as transaction:
            shown = self._look(transaction, child).shown
            if shown and (number, session) == (shown.trial.number, shown.trial.session):
                trials.help_with(transaction, shown)

    # What the caregiver's pages ask.

    def add_child(
        self,
        pseudonym: str,
        *,
        picture: str,
        age: AgeBand,
        language: Language,
        consent: Consent | None = None,
        plan: Plan | None = None,
    ) -> Enrolled:
        """Add a child; without a plan, one for the age and the language of the child.

        In that plan the starts of the first feelings are staggered by chance.

        Raises:
            SettingsError: the name is empty or too long, or the picture is none of ours.
        """
        starts = drawn(ORDER, self._chance())
        first = Plan(languages=(language,), age=YOUNGEST[age], starts=starts)
        new = children.enrol(pseudonym, picture, age, language, consent, self._now())
        with self._store.writing() as transaction:
            people.add(transaction, new, plan or first)
        return new

    def children(self) -> tuple[Enrolled, ...]:
        """Return every child, in the order in which they came."""
        with self._store.reading() as transaction:
            return people.everybody(transaction)

    def child(self, child: str) -> Enrolled:
        """Return a child."""
        with self._store.reading() as transaction:
            return people.get(transaction, child)

    def correct_child(self, child: str, pseudonym: str, *, picture: str, age: AgeBand) -> None:
        """Correct what a child is called, its picture and its age band; all else stays.

        Stories suit the new age from the next trial on, unless a caregiver chose another for them.

        Raises:
            SettingsError: the name is empty or too long, or the picture is none of ours.
        """
        with self._writing(child) as transaction:
            known, plan = people.get(transaction, child), people.plan_of(transaction, child)
            if age != known.child.age and plan.age == YOUNGEST[known.child.age]:
                along = replace(plan, age=YOUNGEST[age])
                people.set_plan(transaction, child, along, self._now())
            people.correct(transaction, children.corrected(known, pseudonym, picture, age))

    def consent(self, child: str, consent: Consent) -> None:
        """Record a guardian's consent."""
        with self._writing(child) as transaction:
            people.add_consent(transaction, child, consent)

    def remove_child(self, child: str) -> None:
        """Remove a child and all that is known of it.

        Raises:
            InUseError: somebody else reads the database; once nobody does, it can be removed.
        """
        with self._lock(child):
            self._courses.forget(child)
            self._store.erase(child)

    def plan(self, child: str) -> Plan:
        """Return what is taught to a child, and how."""
        with self._store.reading() as transaction:
            return people.plan_of(transaction, child)

    def set_plan(self, child: str, plan: Plan) -> None:
        """Teach by this plan from the next trial on."""
        with self._writing(child) as transaction:
            people.set_plan(transaction, child, plan, self._now())

    def ask_form(self, child: str, form: Form) -> None:
        """Let the next session of a child be a probe form."""
        with self._writing(child) as transaction:
            forms.ask(transaction, child, form, self._now())

    def withdraw_form(self, child: str) -> None:
        """Take back the form that was asked for, unless it was begun."""
        with self._writing(child) as transaction:
            forms.withdraw(transaction, child)

    def standings(self, child: str) -> Note:
        """Return where the goals of a child stand: as it was noted, or worked out anew and noted.

        Nothing is noted of who came with an archive, or from an earlier version.
        """
        with self._lock(child):
            with self._store.reading() as transaction:
                noted = standings.noted(transaction, child)
            if noted is not None:
                return noted
            with self._writing(child) as transaction:
                course = self._look(transaction, child).course
                standings.note(transaction, child, course)
            return standings.of(course)

    def settings(self, child: str) -> PageSettings:
        """Return the settings of a child's page."""
        return children.page_of(self.child(child))

    def set_settings(self, child: str, page: PageSettings) -> None:
        """Store the settings of a child's page.

        Who switches the page to another language is asked for words in it from then on; a plan in
        several languages, or in one that the page was not in, is the caregiver's, and stays.
        """
        with self._writing(child) as transaction:
            before = people.get(transaction, child).child.language
            plan = people.plan_of(transaction, child)
            if page.language != before and plan.languages == (before,):
                along = replace(plan, languages=(page.language,))
                people.set_plan(transaction, child, along, self._now())
            people.set_page(transaction, child, canonical_json(page), page.language)

    # How.

    def _lock(self, child: str) -> RLock:
        return self._locks[hash(child) % LOCKS]

    @contextmanager
    def _writing(self, child: str) -> Iterator[Transaction]:
        """Give a transaction in which nobody else, on no other server, changes that child.

        Raises:
            UnknownChildError: there is no such child.
        """
        try:
            with self._store.writing() as transaction:
                people.get(transaction, child)
                yield transaction
        except BaseException:
            self._courses.forget(child)  # perhaps nothing of it was stored
            raise

    def _now(self) -> datetime:
        """Return the time, with its distance from UTC as it is now.

        A zone with summer time would subtract two times as the clock on the wall shows them.
        """
        now = self._clock()
        return local(now, offset_of(now))

    def _look(self, transaction: Transaction, child: str) -> Scene:
        return look(transaction, self._courses, child, self._now())

    def _change(self, child: str, change: Change) -> State:
        """Change something, and return what the page should show then."""
        with self._lock(child), self._writing(child) as transaction:
            change(transaction, self._look(transaction, child))
            state = self._follow(transaction, self._look(transaction, child))
        self._tell(child, state)
        return state

    def _tell(self, child: str, state: State | None) -> None:
        if isinstance(state, Resting):
            self._rested(child)

    def _answer(self, transaction: Transaction, scene: Scene, reply: Reply) -> Answered | State:
        """Store a response; where it is not asked for, return what is."""
        shown = find(transaction, scene, reply)
        if shown and (response := said_before(shown, reply)):
            return said(scene.plan, shown, response, self._follow(transaction, scene))
        if shown is None or shown is not scene.pending or reply.attempt != len(shown.responses):
            return self._follow(transaction, scene)
        response = check(shown, reply, scene)
        trials.respond(transaction, shown, response)
        scene = scene.after(response)
        self._courses.keep(scene.child, scene.course)
        if response.attempt == 0:
            standings.note(transaction, scene.child, scene.course)
        return said(scene.plan, shown, response, self._follow(transaction, scene))

    def _follow(self, transaction: Transaction, scene: Scene) -> State:
        """Return what the page should show; where nothing waits, make and store what comes next."""
        if shows := self._shows(transaction, scene):
            return shows
        try:
            coming = self._coming(transaction, scene)
        except Exception:
            transaction.commit()  # what was answered stays, though nothing can be made to follow
            raise
        if isinstance(coming, Rest):
            changes.end(transaction, scene, coming.why, scene.now)
            calls = self._count(transaction, scene)
            return Resting(coming.why, self._receipt(scene, calls), earned(scene.course))
        return changes.show(transaction, scene, coming).showing

    def _coming(self, transaction: Transaction, scene: Scene) -> Trial | Rest:
        """Return the next trial, or that the session ends."""
        asked = next_trial(scene.course, self._cast, scene.played, self._chance(), scene.form)
        if isinstance(asked, Rest):
            return asked
        # The trials that were seen and taken back had their pictures: none comes again.
        seen = asked.number + trials.withdrawn(transaction, scene.child)
        return self._make(dataclasses.replace(asked, pictures=seen * PICTURES), self._chance())

    def _shows(self, transaction: Transaction, scene: Scene) -> State | None:
        """Return what the page should show; None: what comes next is not made yet."""
        sitting = scene.today
        if sitting is None or sitting.why == "left":
            return self._ready(transaction, scene)
        if sitting.why is not None:
            return Resting(sitting.why, self._receipt(scene, sitting.calls), earned(scene.course))
        if sitting.paused:
            return scene.paused(sitting.paused)
        return scene.showing if scene.pending else None

    def _ready(self, transaction: Transaction, scene: Scene) -> Ready:
        """Return what the next session will be like."""
        course = scene.course.begin(next_number(scene))
        return Ready(trials_left(course, scene.now, forms.waiting(transaction, scene.child)))

    def _count(self, transaction: Transaction, scene: Scene) -> int | None:
        """Keep what the receipt of the session that has just ended counts; return its calls."""
        if scene.open is None:
            return None
        calls = self._calls_of(scene.open)
        sessions.count(transaction, scene.open, calls=calls, pictures=self._store.pictures())
        return calls

    def _calls_of(self, sitting: Sitting) -> int | None:
        """Return how many connections to other machines there were in a session until now.

        None: the server was started anew meanwhile, and counts from 0 again.
        """
        before = sitting.calls_before
        if before is None or sitting.started_at < self._since or before > (now := self._calls()):
            return None
        return now - before

    def _receipt(self, scene: Scene, calls: int | None) -> Receipt:
        return Receipt(
            trials=len(scene.course.here),
            breaks=len(scene.sitting.breaks) if scene.sitting else 0,
            pictures=self._store.pictures(),
            calls=calls,
        )

    def _chance(self) -> Random:
        """Return chance of its own, so that threads do not share one."""
        return Random(self._rng.getrandbits(64))

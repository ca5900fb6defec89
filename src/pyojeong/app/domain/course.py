"""Where every goal stands, worked out from what happened: nothing is remembered but that.

A Course takes one outcome after the other; that of a whole history is the same however it was cut.
It holds the outcomes of the session under way; of those before it holds what they led to.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import EACH, TARGETS, WEEKS, Plan
from pyojeong.app.domain.standing import TAUGHT, Standing
from pyojeong.app.domain.strand import UNTOUCHED, Strand
from pyojeong.app.domain.trial import TEACH, TRACK, Goal, Outcome

WAITING = 2  # [D] trials in a block of a target that may not be taught yet: three stay mixed
LAST = 12  # [D] trials of a feeling that are looked at before it is set beside its hard partner


@dataclass(frozen=True)
class Course:
    """A plan, and what happened to each goal.

    session: the one under way. here: its outcomes, in order. before: where the goals stood when it
    began. count: outcomes of all sessions. shown: how often each person was shown with a feeling.
    told: how often each story was told. lately: whether the last LAST responses about each feeling
    were right without help, in order. practised: sessions before this one that were no form, and
    not broken off at once: starts are counted in these.
    """

    plan: Plan
    session: int = 0
    here: tuple[Outcome, ...] = ()
    before: Mapping[Goal, Standing] = field(default_factory=dict)
    strands: Mapping[Goal, Strand] = field(default_factory=dict)
    count: int = 0
    shown: Mapping[tuple[Feeling, str], int] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)
    lately: Mapping[Feeling, tuple[bool, ...]] = field(default_factory=dict)
    practised: int = 0

    @staticmethod
    def of(plan: Plan, history: Iterable[Outcome]) -> "Course":
        """Return the course of a whole history, in order.

        Raises:
            ValueError: a session comes after a later one.
        """
        course = Course(plan)
        for _session, outcomes in groupby(history, lambda one: one.trial.session):
            course = course._with(tuple(outcomes))
        return course

    def begin(self, session: int) -> "Course":
        """Return the course with a session begun; one that is under way goes on.

        Raises:
            ValueError: the session is over.
        """
        if session < self.session:
            raise ValueError(f"session {session} is over: {self.session} is under way")
        if session == self.session:
            return self
        before = {goal: strand.standing for goal, strand in self.strands.items()}
        practised = self.practised_by_now
        return replace(self, session=session, here=(), before=before, practised=practised)

    @property
    def practised_by_now(self) -> int:
        """Sessions of practice so far; the one under way is one once its opening is over."""
        return self.practised + self._was_practice

    @property
    def _was_practice(self) -> bool:
        """Whether the session under way has become one of practice.

        A form does not, nor one that was broken off before every feeling was tracked.
        """
        asked = any(one.trial.purpose != "form" for one in self.here)
        return asked and all(self.tracked(goal) >= self.rounds for goal in self.plan.tracked)

    def after(self, outcome: Outcome) -> "Course":
        """Return the course with one more outcome."""
        return self._with((outcome,))

    def _with(self, outcomes: tuple[Outcome, ...]) -> "Course":
        """Return the course with outcomes of one session, in order: what counts is copied once."""
        trials = [one.trial for one in outcomes]
        course = self.begin(trials[0].session)
        by_goal: dict[Goal, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            by_goal[outcome.trial.goal].append(outcome)
        strands = {goal: course.strand(goal).after(mine) for goal, mine in by_goal.items()}
        faces = (face for trial in trials for face in trial.faces)
        return replace(
            course,
            here=(*course.here, *outcomes),
            strands={**course.strands, **strands},
            count=course.count + len(outcomes),
            shown=_added(course.shown, Counter((one.feeling, one.person.key) for one in faces)),
            told=_added(course.told, Counter(trial.story for trial in trials if trial.story)),
            lately=_later(course.lately, outcomes),
        )

    def strand(self, goal: Goal) -> Strand:
        """Return what happened to a goal."""
        return self.strands.get(goal, UNTOUCHED)

    def standing(self, goal: Goal) -> Standing:
        """Return where a goal stands now."""
        return self.strand(goal).standing

    def stood(self, goal: Goal) -> Standing:
        """Return where a goal stood when the session began."""
        return self.before.get(goal, UNTOUCHED.standing)

    @cached_property
    def targets(self) -> tuple[Goal, ...]:
        """The goals that are taught in this session: three, mixed from the start.

        The first that are not mastered; where fewer are left, the latest mastered stand in.
        """
        status = {goal: self.stood(goal).status for goal in self.plan.goals}
        taught = [goal for goal in status if status[goal] in TAUGHT]
        others = [goal for goal in reversed(status) if status[goal] not in TAUGHT]
        return tuple([*taught[:TARGETS], *others][:TARGETS])

    @cached_property
    def begun(self) -> tuple[Goal, ...]:
        """The targets that are taught: the others wait for their start, and are probed."""
        return tuple(goal for goal in self.targets if not self.plan.waits(goal, self.practised))

    @cached_property
    def blocks(self) -> int:
        """Whole blocks of teaching so far in this session."""
        done = 0
        while done < self.plan.blocks and not any(self.left_in(done).values()):
            done += 1
        return done

    def left_in(self, block: int) -> Mapping[Goal, int]:
        """Return how many trials of each target a block of this session still has.

        Where no target is taught yet, there are no blocks: none has any.
        """
        if not self.begun:
            return dict.fromkeys(self.targets, 0)
        here = [one.trial for one in self.here if self.is_target(one) and one.trial.block == block]
        full = len(here) >= EACH * len(self.begun)  # of targets that a changed plan took out, too
        taught = Counter(trial.goal for trial in here)
        return {
            goal: (0 if full else max(EACH - taught[goal], 0))
            if goal in self.begun
            else self._waiting_left(goal, block)
            for goal in self.targets
        }

    def _waiting_left(self, goal: Goal, block: int) -> int:
        probed = self.tracked(goal) - self.rounds - WAITING * block
        return WAITING - min(max(probed, 0), WAITING)

    def tracked(self, goal: Goal) -> int:
        """Return how often a goal was tracked in this session."""
        return self._tracked[goal]

    @cached_property
    def _tracked(self) -> Counter[Goal]:
        return Counter(one.trial.goal for one in self.here if one.trial.purpose == TRACK)

    @cached_property
    def rounds(self) -> int:
        """How often each feeling is tracked at the opening of this session.

        Once in each session of the dose, and then about once a week; twice where nothing is taught
        yet, for it is the whole session.
        """
        days = len(self.plan.days)
        if not self.plan.starts or (self.practised >= WEEKS * days and self.practised % days):
            return 0
        return 1 if self.begun else 2

    def is_target(self, outcome: Outcome) -> bool:
        """Whether an outcome belongs to the blocks: teaching, and not of the safety strand."""
        return outcome.trial.purpose == TEACH and outcome.trial.goal not in self.plan.safety_goals

    def told_apart(self, feeling: Feeling, share: float) -> bool:
        """Whether a feeling was right without help in such a share of its last trials."""
        last = self.lately.get(feeling, ())
        return len(last) == LAST and sum(last) >= share * LAST


K = TypeVar("K")


def _added(counts: Mapping[K, int], more: Counter[K]) -> Mapping[K, int]:
    return {**counts, **{key: counts.get(key, 0) + n for key, n in more.items()}}


def _later(
    lately: Mapping[Feeling, tuple[bool, ...]], outcomes: Iterable[Outcome]
) -> Mapping[Feeling, tuple[bool, ...]]:
    more: dict[Feeling, list[bool]] = defaultdict(list)
    for one in outcomes:
        more[one.trial.goal.feeling].append(one.independent)
    return {**lately, **{key: (*lately.get(key, ()), *some)[-LAST:] for key, some in more.items()}}

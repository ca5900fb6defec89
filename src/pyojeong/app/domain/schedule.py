"""What comes next: something to ask, or the kind end of a session.

Nothing is planned ahead: each trial follows from what happened, so that a session that was broken
off at any moment goes on as if it had not been.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from pyojeong.app.domain.asking import Asked, ask, ask_item
from pyojeong.app.domain.cast import Cast
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.forms import Form, items
from pyojeong.app.domain.plan import EACH
from pyojeong.app.domain.standing import COUNTS, TAUGHT
from pyojeong.app.domain.stopping import End, ends
from pyojeong.app.domain.trial import TEACH, TRACK, Goal, Purpose

# What leads on comes first, so that no goal waits behind the upkeep of many others.
URGENCY: tuple[Purpose, ...] = ("gate", "recheck", "baseline", "maintenance", "review")
PROBES = 12  # [D] trials of probes a session, at most: the baselines of its four goals
RUN = 2  # [D] trials of a target one after the other, at most


@dataclass(frozen=True)
class Rest:
    """The session ends, and why."""

    why: End


def next_trial(
    course: Course, cast: Cast, now: datetime, rng: Random, form: Form | None = None
) -> Asked | Rest:
    """Return what comes next in the session that the course has begun.

    First every feeling is tracked, where starts are staggered; then come the probes that are due,
    then blocks of teaching; after the first block the safety strand. A session that is a probe
    form asks its items, and nothing else.

    Args:
        course: what happened so far.
        cast: whose faces there are.
        now: the time, with its zone.
        rng: the only chance.
        form: that the session is; None: it is practice.
    """
    if form:
        return next_item(course, cast, now, rng, form)
    tracked, probe = due_track(course, rng), due_probe(course, now)
    done = course.blocks
    safety = safety_due(course) if done else None
    more = tracked or probe or safety
    if end := ends(course.plan, course.here, now, 0 if more else done):
        return Rest(end)
    if tracked:
        return ask(course, cast, tracked, TRACK, 0, rng)
    if probe:
        return ask(course, cast, probe[1], probe[0], done, rng)
    if safety:
        return ask(course, cast, safety, TEACH, done - 1, rng)
    goal = next_target(course, done, rng)
    return ask(course, cast, goal, TEACH if goal in course.begun else TRACK, done, rng)


def next_item(course: Course, cast: Cast, now: datetime, rng: Random, form: Form) -> Asked | Rest:
    """Return the next item of a probe form, or that it ends."""
    asked = items(form, course.session)
    done = len(course.here)
    if end := ends(course.plan, course.here, now, course.plan.blocks * (done >= len(asked))):
        return Rest(end)
    return ask_item(course, cast, asked[done], rng)


def due_track(course: Course, rng: Random) -> Goal | None:
    """Return the feeling that is to be tracked next at the opening of the session."""
    due = {goal: course.tracked(goal) for goal in course.plan.tracked}
    least = min(due.values(), default=course.rounds)
    if least >= course.rounds:
        return None
    return rng.choice([goal for goal, count in due.items() if count == least])


def due_probe(course: Course, now: datetime) -> tuple[Purpose, Goal] | None:
    """Return the probe that is under way, or the next one that is due."""
    return next(iter(due_probes(course, now)), None)


def due_probes(course: Course, now: datetime) -> list[tuple[Purpose, Goal]]:
    """Return the sets of probes that this session still has, in order, PROBES trials at most."""
    begun = [one.trial for one in course.here if one.trial.purpose not in (TEACH, TRACK)]
    spent = len(begun)
    found: list[tuple[Purpose, Goal]] = []
    if begun and (asking := course.standing(begun[-1].goal).asking):
        found = [(begun[-1].purpose, begun[-1].goal)]
        spent += COUNTS[begun[-1].purpose] - len(asking)
    probed = {trial.goal for trial in begun}
    goals = [*course.plan.safety_goals, *course.plan.goals]
    due = [(purpose, goal) for goal in goals if (purpose := wanted(course, goal, now))]
    for purpose, goal in sorted(due, key=lambda one: URGENCY.index(one[0])):
        if goal not in probed and spent + COUNTS[purpose] <= PROBES:
            found.append((purpose, goal))
            spent += COUNTS[purpose]
    return found


def wanted(course: Course, goal: Goal, now: datetime) -> Purpose | None:
    """Return the probe that a goal is due for, as it stood when the session began."""
    where = course.stood(goal)
    if where.status == "recheck":
        return "recheck"
    if where.status == "gate":
        return "gate"
    if where.status == "new":
        asked = (*course.targets, safety_goal(course))
        return "baseline" if goal in asked and goal not in course.plan.tracked else None
    return where.due[1] if where.due and where.due[0] <= now else None


def safety_goal(course: Course) -> Goal | None:
    """Return the goal of the safety strand that is taught in this session."""
    learning = (goal for goal in course.plan.safety_goals if course.stood(goal).status in TAUGHT)
    return next(learning, None)


def safety_due(course: Course) -> Goal | None:
    """Return the safety goal that is still to be taught: four trials after the first block."""
    goal = safety_goal(course)
    return goal if goal and safety_left(course) else None


def safety_left(course: Course) -> int:
    """Return how many trials of teaching the safety strand still has in this session."""
    goal = safety_goal(course)
    taught = sum(one.trial.goal == goal and one.trial.purpose == TEACH for one in course.here)
    return max(EACH - taught, 0) if goal else 0


def next_target(course: Course, block: int, rng: Random) -> Goal:
    """Return the target of which this block has most left, not three times running."""
    left = {goal: count for goal, count in course.left_in(block).items() if count}
    asked = [
        one.trial.goal
        for one in course.here
        if one.trial.block == block and (course.is_target(one) or one.trial.purpose == TRACK)
    ]
    there = list(left)
    if runs_on(asked) and there != asked[-1:]:
        there = [goal for goal in there if goal != asked[-1]]
    most = max(left[goal] for goal in there)
    return rng.choice([goal for goal in there if left[goal] == most])


def runs_on(asked: Sequence[Goal]) -> bool:
    """Whether the last trials were all of one target."""
    return len(asked) >= RUN and len(set(asked[-RUN:])) == 1


def trials_left(course: Course, now: datetime, form: Form | None = None) -> int:
    """Return how many trials the session still has, for the strip on the page.

    The feelings to track, the probes that are due, what is left of the blocks, and the safety
    strand; or the items of the probe form.
    """
    if form:
        return len(items(form, course.session)) - len(course.here)
    tracked = (max(course.rounds - course.tracked(goal), 0) for goal in course.plan.tracked)
    due = due_probes(course, now)
    probes = sum(COUNTS[purpose] for purpose, _goal in due)
    if due:
        probes -= len(course.standing(due[0][1]).asking)
    blocks = (count for b in range(course.plan.blocks) for count in course.left_in(b).values())
    return sum(tracked) + probes + sum(blocks) + safety_left(course)

"""What comes next: a trial, or the kind end of a session. The whole of teaching in one function.

Nothing is planned ahead: each trial follows from what happened, so that a session that was broken
off at any moment goes on as if it had not been.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from pyojeong.app.domain.cast import Cast, least_shown
from pyojeong.app.domain.course import CHILDREN, COUNTS, GATE, Standing, standing
from pyojeong.app.domain.feelings import CONTRAST, Feeling, hard_partner
from pyojeong.app.domain.plan import ARRAYS, EACH, EXERCISES, INTENSITY, TARGETS, Plan
from pyojeong.app.domain.prompting import prompt_level
from pyojeong.app.domain.stimulus import Person, Stimulus, View
from pyojeong.app.domain.stopping import End, ends
from pyojeong.app.domain.trial import TEACH, UNPROMPTED, Goal, Outcome, Purpose, Step, Trial

CONTRASTED = 0.80  # [D] of the last 12 trials of each of a hard pair, before they stand side by side
LAST = 12  # [D]
PROBES = 10  # [D] trials of probes a session, at most: two sets
RUN = 2  # [D] trials of a target one after the other, at most


@dataclass(frozen=True)
class Rest:
    """The session ends, and why."""

    why: End


@dataclass(frozen=True)
class Course:
    """A plan, what happened, and where every goal stood when this session began and stands now."""

    plan: Plan
    cast: Cast
    history: Sequence[Outcome]
    session: int
    before: Mapping[Goal, Standing]
    after: Mapping[Goal, Standing]

    @property
    def here(self) -> list[Outcome]:
        """Outcomes of this session."""
        return [one for one in self.history if one.trial.session == self.session]

    def of(self, goal: Goal) -> list[Outcome]:
        """Return the outcomes of a goal."""
        return [one for one in self.history if one.trial.goal == goal]


def next_trial(
    plan: Plan, cast: Cast, history: Sequence[Outcome], now: datetime, rng: Random, *, session: int
) -> Trial | Rest:
    """Return what comes next in a session.

    Args:
        plan: of the child.
        cast: whose faces there are.
        history: every outcome of the child, in order.
        now: the time, with its zone.
        rng: the only chance.
        session: number of the one under way.
    """
    course = look(plan, cast, history, session)
    purpose_goal = due_probe(course, now)
    blocks = Counter(one.trial.block for one in course.here if one.trial.purpose == TEACH)
    full = EACH * TARGETS
    done = sum(count >= full for count in blocks.values())
    if end := ends(plan, course.here, now, done if purpose_goal is None else 0):
        return Rest(end)
    if purpose_goal is not None:
        purpose, goal = purpose_goal
        return make(course, goal, purpose, 0, rng)
    block = [one for one in course.here if one.trial.purpose == TEACH and one.trial.block == done]
    return make(course, next_target(course, block, rng), TEACH, done, rng)


def look(plan: Plan, cast: Cast, history: Sequence[Outcome], session: int) -> Course:
    """Return the course as it stands."""
    after = {goal: [] for goal in plan.goals}
    for one in history:
        after.setdefault(one.trial.goal, []).append(one)
    return Course(
        plan=plan,
        cast=cast,
        history=history,
        session=session,
        before={
            goal: standing([one for one in some if one.trial.session < session])
            for goal, some in after.items()
        },
        after={goal: standing(some) for goal, some in after.items()},
    )


def due_probe(course: Course, now: datetime) -> tuple[Purpose, Goal] | None:
    """Return the probe that is under way, or the next one that is due, within PROBES a session."""
    begun = [one for one in course.here if one.trial.purpose != TEACH]
    if begun:
        last = begun[-1].trial
        if sum(one.trial.goal == last.goal for one in begun) < COUNTS[last.purpose]:
            return last.purpose, last.goal
    probed = {one.trial.goal for one in begun}
    for goal in course.plan.goals:
        purpose = wanted(course.before[goal], now)
        if goal in targets(course) and course.before[goal].status == "new":
            purpose = "baseline"
        if purpose and goal not in probed and len(begun) + COUNTS[purpose] <= PROBES:
            return purpose, goal
    return None


def wanted(where: Standing, now: datetime) -> Purpose | None:
    """Return the probe that a goal is due for."""
    if where.status == "recheck":
        return "recheck"
    if where.status == "gate":
        return "gate"
    return where.due[1] if where.due and where.due[0] <= now else None


def targets(course: Course) -> tuple[Goal, ...]:
    """Return the goals that are taught in this session: three, mixed from the start.

    The first that are not mastered; where fewer are left, the latest mastered stand in.
    """
    status = {goal: where.status for goal, where in course.before.items()}
    taught = [goal for goal in course.plan.goals if status[goal] in ("new", "learning")]
    others = [goal for goal in reversed(course.plan.goals) if goal not in taught]
    return tuple([*taught[:TARGETS], *others][:TARGETS])


def next_target(course: Course, block: Sequence[Outcome], rng: Random) -> Goal:
    """Return a target of the block: one that was asked least, and not more than twice running."""
    asked = [one.trial.goal for one in block]
    there = targets(course)
    if len(asked) >= RUN and len(set(asked[-RUN:])) == 1 and asked.count(asked[-1]) < EACH:
        there = tuple(goal for goal in there if goal != asked[-1])
    least = min(asked.count(goal) for goal in there)
    return rng.choice([goal for goal in there if asked.count(goal) == least])


def make(course: Course, goal: Goal, purpose: Purpose, block: int, rng: Random) -> Trial:
    """Return a trial of a goal: exercise, choices, place and help all follow from the course."""
    outcomes = course.of(goal)
    exercises = EXERCISES[goal.step]
    exercise = exercises[len(outcomes) % len(exercises)]
    others = distractors(course, goal.feeling, array_of(course, goal) - 1, rng)
    place = next_place(outcomes, len(others) + 1, rng)
    others.insert(place, goal.feeling)
    person = next_person(course, goal, purpose, rng)
    number = len(course.history)
    looks = _looks(goal.step)
    shown = [
        Stimulus(
            person=person if index == place else other_person(course, purpose, person, rng),
            feeling=feeling,
            variation=number * len(others) + index,
            **looks,
        )
        for index, feeling in enumerate(others)
    ]
    languages = course.plan.languages
    where = course.after[goal]
    level = prompt_level(where.begun, (course.session, block))
    return Trial(
        number=number,
        session=course.session,
        block=block,
        goal=goal,
        exercise=exercise,
        purpose=purpose,
        choices=tuple(shown),
        answers=(place,),
        prompt=level if purpose == TEACH else UNPROMPTED,
        language=None if exercise == "match" else languages[len(outcomes) % len(languages)],
    )


def array_of(course: Course, goal: Goal) -> int:
    """Return the number of choices: more on later rungs, as far as there are feelings for them."""
    if course.plan.array:
        return course.plan.array
    rung = course.plan.ladder.index(goal.step)
    return ARRAYS[min(rung, len(ARRAYS) - 1)]


def distractors(course: Course, feeling: Feeling, count: int, rng: Random) -> list[Feeling]:
    """Return other feelings: those taught so far, then neutral, then the next in order.

    A hard pair stands side by side only when each is told in eight of ten trials.
    """
    partner = hard_partner(feeling)
    banned = {feeling} | ({partner} if partner and not pair_ready(course, feeling, partner) else set())
    known = [goal.feeling for goal in course.plan.goals if course.after[goal].status != "new"]
    pool = [one for one in dict.fromkeys([*known, CONTRAST]) if one not in banned]
    rest = [one for one in course.plan.feelings if one not in banned and one not in pool]
    chosen = rng.sample(pool, min(count, len(pool)))
    return chosen + rest[: count - len(chosen)]


def pair_ready(course: Course, first: Feeling, second: Feeling) -> bool:
    """Whether both of a pair were right without help in eight of their last ten or so trials."""
    for feeling in (first, second):
        last = [one for one in course.history if one.trial.goal.feeling == feeling][-LAST:]
        if len(last) < LAST or sum(one.independent for one in last) < CONTRASTED * LAST:
            return False
    return True


def next_place(outcomes: Sequence[Outcome], array: int, rng: Random) -> int:
    """Return the place of the answer: one where it stood least, so that no place is worth a bet."""
    stood = Counter(
        one.trial.answers[0] for one in outcomes if len(one.trial.choices) == array
    )
    least = min(stood[place] for place in range(array))
    return rng.choice([place for place in range(array) if stood[place] == least])


def next_person(course: Course, goal: Goal, purpose: Purpose, rng: Random) -> Person:
    """Return whose face is asked for: one shown least with this feeling; children among the gate's."""
    people = course.cast.taught if purpose in (TEACH, "recheck") else course.cast.held_out
    shown = [one.trial.asked.person.key for one in course.of(goal)]
    if purpose in ("gate", "maintenance"):
        asked = [one for one in course.here if one.trial.goal == goal and one.trial.purpose == purpose]
        children = sum(one.trial.asked.person.age == "child" for one in asked)
        if GATE - len(asked) <= CHILDREN - children:
            people = tuple(person for person in people if person.age == "child")
        used = {one.trial.asked.person.key for one in asked}
        people = tuple(person for person in people if person.key not in used)
    return rng.choice(least_shown(people, shown))


def other_person(course: Course, purpose: Purpose, person: Person, rng: Random) -> Person:
    """Return whose face stands beside it."""
    people = course.cast.taught if purpose in (TEACH, "recheck") else course.cast.held_out
    return rng.choice([one for one in people if one != person])


def _looks(step: Step) -> dict[str, object]:
    view: View = "eyes" if step == "eyes" else "mouth" if step == "mouth" else "face"
    return {"intensity": INTENSITY.get(step, 1.0), "view": view, "moving": step == "moving"}

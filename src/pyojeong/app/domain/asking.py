"""What is to be asked next, before an exercise makes a trial of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from pyojeong.app.domain.cast import Cast, least_shown, newcomer
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import CONTRAST, Feeling, hard_partner
from pyojeong.app.domain.forms import offered
from pyojeong.app.domain.plan import ARRAYS, EXERCISES, SAFETY_EXERCISE
from pyojeong.app.domain.standing import CHILDREN, GATE
from pyojeong.app.domain.stimulus import Person
from pyojeong.app.domain.trial import TEACH, TRACK, UNPROMPTED, Goal, Language, Purpose

CONTRASTED = (
    0.80  # [D] of the last 12 trials of each of a hard pair, before they stand side by side
)
PAIRED = 0.5  # [D] of the trials of such a pair from then on show both
GRADED = 0.25  # [D] of late trials have two acceptable answers, or none that can be known
LATE = 12  # [D] trials of a story goal, before such ones
PICTURES = 16  # numbers of pictures that a trial may use: two trials never share one


@dataclass(frozen=True)
class Asked:
    """What is to be asked: an exercise makes it a Trial.

    feelings: one a place, the goal's own at `place`; no two alike. people: as many as places and
    one more, all different; the first is the one asked about. pictures: the first of PICTURES
    numbers of pictures that no other trial has. graded: two answers may be right, or none known.
    told: how often each story was told. age: years from which a story may suit.
    """

    number: int
    session: int
    block: int
    goal: Goal
    exercise: str
    purpose: Purpose
    feelings: tuple[Feeling, ...]
    place: int
    people: tuple[Person, ...]
    pictures: int
    prompt: int
    language: Language
    graded: bool
    told: Mapping[str, int]
    age: int


def ask(course: Course, cast: Cast, goal: Goal, purpose: Purpose, block: int, rng: Random) -> Asked:
    """Return what to ask about a goal: all of it follows from the course and the chance.

    Args:
        course: with the session begun.
        cast: whose faces there are.
        goal: what it is about.
        purpose: why it is asked; what is not taught is asked of held-out faces, without help.
        block: of the session.
        rng: the only chance.
    """
    if purpose == TRACK:
        return ask_track(course, cast, goal, block, rng)
    trials = course.strand(goal).trials
    others = distractors(course, goal.feeling, array_of(course, goal) - 1, rng)
    languages = course.plan.languages
    return _asked(
        course,
        cast,
        goal,
        purpose,
        rng,
        others,
        block=block,
        exercise=exercise_of(course, goal),
        prompt=level_of(course, goal, block) if purpose == TEACH else UNPROMPTED,
        language=languages[trials % len(languages)],
        graded=purpose == TEACH and late(goal, trials) and rng.random() < GRADED,
    )


def ask_track(course: Course, cast: Cast, goal: Goal, block: int, rng: Random) -> Asked:
    """Return what to ask to track a feeling: as hard before teaching of it as after.

    So the feelings beside it are any of the plan, and neutral, whatever was met by then, but never
    its hard partner; there are three choices; and the ways to ask come in turn, counted among what
    tracked it alone. Else who always presses "neutral" would seem to learn as the others are met.
    """
    partner = hard_partner(goal.feeling)
    pool = [one for one in (*course.plan.feelings, CONTRAST) if one not in (goal.feeling, partner)]
    turn = course.strand(goal).tracked
    exercises = EXERCISES[goal.step]
    languages = course.plan.languages
    return _asked(
        course,
        cast,
        goal,
        TRACK,
        rng,
        tuple(rng.sample(pool, ARRAYS[0] - 1)),
        block=block,
        exercise=exercises[turn % len(exercises)],
        prompt=UNPROMPTED,
        language=languages[turn // len(exercises) % len(languages)],
        graded=False,
    )


def ask_item(course: Course, cast: Cast, goal: Goal, rng: Random) -> Asked:
    """Return what to ask as an item of a probe form: of a held-out face, one word of several."""
    others = list(offered(goal.feeling))
    rng.shuffle(others)
    return _asked(
        course,
        cast,
        goal,
        "form",
        rng,
        tuple(others),
        block=0,
        exercise="eyes_or_mouth" if goal.step == "eyes" else "name",
        prompt=UNPROMPTED,
        language=course.plan.languages[0],
        graded=False,
    )


def _asked(
    course: Course,
    cast: Cast,
    goal: Goal,
    purpose: Purpose,
    rng: Random,
    others: tuple[Feeling, ...],
    *,
    block: int,
    exercise: str,
    prompt: int,
    language: Language,
    graded: bool,
) -> Asked:
    place = next_place(course, goal, len(others) + 1, rng)
    feelings = (*others[:place], goal.feeling, *others[place:])
    person = next_person(course, cast, goal, purpose, rng)
    rest = [one for one in people_for(cast, purpose) if one.key != person.key]
    return Asked(
        number=course.count,
        session=course.session,
        block=block,
        goal=goal,
        exercise=exercise,
        purpose=purpose,
        feelings=feelings,
        place=place,
        people=(person, *rng.sample(rest, len(feelings))),
        pictures=course.count * PICTURES,
        prompt=prompt,
        language=language,
        graded=graded,
        told=course.told,
        age=course.plan.age,
    )


def level_of(course: Course, goal: Goal, block: int) -> int:
    """Return the level of help of a goal in a block of the session, by the rule of the plan."""
    prompting = course.standing(goal).prompting
    return prompting.level((course.session, block), errorless=course.plan.errorless)


def late(goal: Goal, trials: int) -> bool:
    """Whether a goal's stories may be open: no probe's may, whose every face is counted."""
    return goal.step == "story" and trials >= LATE


def exercise_of(course: Course, goal: Goal) -> str:
    """Return the exercise whose turn it is for a goal."""
    if goal in course.plan.safety_goals:
        return SAFETY_EXERCISE
    exercises = EXERCISES[goal.step]
    return exercises[course.strand(goal).trials % len(exercises)]


def array_of(course: Course, goal: Goal) -> int:
    """Return the number of choices: more on later rungs."""
    if course.plan.array:
        return course.plan.array
    ladder = course.plan.ladder
    rung = ladder.index(goal.step) if goal.step in ladder else 0
    return ARRAYS[min(rung // 2, len(ARRAYS) - 1)]


def distractors(course: Course, feeling: Feeling, count: int, rng: Random) -> tuple[Feeling, ...]:
    """Return other feelings: those met so far and neutral first, then the next in order.

    A hard pair stands side by side only when each of it is told in eight of ten trials; from then
    on it does so often.
    """
    partner = hard_partner(feeling)
    ready = partner is not None and all(
        course.told_apart(one, CONTRASTED) for one in (feeling, partner)
    )
    paired = partner if partner and ready and rng.random() < PAIRED else None
    banned = {feeling, partner}
    met = [goal.feeling for goal in course.plan.goals if course.stood(goal).status != "new"]
    pool = [one for one in dict.fromkeys([*met, CONTRAST]) if one not in banned]
    chosen = rng.sample(pool, min(count - bool(paired), len(pool))) + ([paired] if paired else [])
    rest = [one for one in course.plan.feelings if one not in banned and one not in pool]
    short = [*rest, *(one for one in (partner,) if one and one not in chosen)]
    found = [*chosen, *short[: count - len(chosen)]]
    rng.shuffle(found)
    return tuple(found)


def next_place(course: Course, goal: Goal, array: int, rng: Random) -> int:
    """Return the place of the answer: one where it stood least, so that no place is worth a bet."""
    stood = course.strand(goal).places(array)
    return rng.choice([place for place in range(array) if stood[place] == min(stood)])


def people_for(cast: Cast, purpose: Purpose) -> tuple[Person, ...]:
    """Return whose faces serve a purpose: held-out ones are never used to teach."""
    return cast.taught if purpose in (TEACH, "recheck") else cast.held_out


def next_person(course: Course, cast: Cast, goal: Goal, purpose: Purpose, rng: Random) -> Person:
    """Return whom to ask about: one shown least with the feeling; children among the gate's.

    A review shows somebody who was never seen: the feeling is reviewed, not the picture.
    """
    if purpose == "review":
        return newcomer(course.count)
    people = people_for(cast, purpose)
    if purpose in ("gate", "maintenance"):
        asked = [one.trial.asked for one in course.standing(goal).asking]
        faces = [face.person for face in asked if face is not None]
        wanting = CHILDREN - sum(person.age == "child" for person in faces)
        if GATE - len(asked) <= wanting:
            people = tuple(person for person in people if person.age == "child")
        people = tuple(person for person in people if person not in faces)
    return rng.choice(least_shown(people, goal.feeling, course.shown))

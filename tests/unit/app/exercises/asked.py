"""What can be asked of exercises: one plain question to vary, and all of them by chance."""

from dataclasses import replace
from random import Random
from typing import get_args

from hypothesis import strategies as st

from fakes.classroom import CAST
from pyojeong.app.domain.asking import PICTURES, Asked, people_for
from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.plan import EXERCISES, SAFETY_EXERCISE, SAFETY_STEPS
from pyojeong.app.domain.stimulus import Age, Person
from pyojeong.app.domain.trial import TEACH, UNPROMPTED, Goal, Language, Purpose, Step, Trial
from pyojeong.app.exercises import EXERCISES as WAYS
from pyojeong.app.exercises import Value, make
from pyojeong.app.exercises.what_happened.stories import stories

FEELINGS: tuple[Feeling, ...] = get_args(Feeling)
GOALS: tuple[Feeling, ...] = (*ORDER, SAFETY)  # neutral is a contrast, and never asked for
AGES = (4, 6, 9)  # years

# Every exercise at every step at which the plan asks it.
ASKED: tuple[tuple[str, Step], ...] = (
    *((exercise, step) for step, exercises in EXERCISES.items() for exercise in exercises),
    *((SAFETY_EXERCISE, step) for step in SAFETY_STEPS),
)


def asked(
    exercise: str,
    feelings: tuple[Feeling, ...] = ("happy", "neutral", "sad"),
    place: int = 0,
    step: Step = "drawn",
    *,
    age: int = 9,
    graded: bool = False,
) -> Asked:
    """Return a question of teaching about the feeling at that place, the first of its course."""
    return Asked(
        number=0,
        session=0,
        block=0,
        goal=Goal(feeling=feelings[place], step=step),
        exercise=exercise,
        purpose=TEACH,
        feelings=feelings,
        place=place,
        people=CAST.taught[: len(feelings) + 1],
        pictures=0,
        prompt=UNPROMPTED,
        language="ko",
        graded=graded,
        told={},
        age=age,
    )


def made(question: Asked, seed: int = 0) -> Trial:
    """Return its trial."""
    return make(question, Random(seed))


def of_age(age: Age, count: int) -> tuple[Person, ...]:
    """Return people of an age who are taught with."""
    return tuple(person for person in CAST.taught if person.age == age)[:count]


@st.composite
def anything(draw: st.DrawFn, exercise: str | None = None) -> Asked:
    """Return whatever can be asked, of one exercise or of all."""
    name, step = draw(st.sampled_from([one for one in ASKED if exercise in (None, one[0])]))
    goal = SAFETY if name == SAFETY_EXERCISE else draw(st.sampled_from(GOALS))
    others = [feeling for feeling in FEELINGS if feeling != goal]
    chosen = draw(st.permutations(others))[: draw(st.integers(2, 5))]
    place = draw(st.integers(0, len(chosen)))
    purpose = draw(st.sampled_from(get_args(Purpose)))
    people = draw(st.permutations(people_for(CAST, purpose)))[: len(chosen) + 2]
    number = draw(st.integers(0, 2000))
    plain = asked(name, (*chosen[:place], goal, *chosen[place:]), place, step)
    return replace(
        plain,
        number=number,
        session=draw(st.integers(0, 40)),
        block=draw(st.integers(0, 2)),
        purpose=purpose,
        people=tuple(people),
        pictures=number * PICTURES,
        prompt=draw(st.integers(0, UNPROMPTED)) if purpose == TEACH else UNPROMPTED,
        language=draw(st.sampled_from(get_args(Language))),
        graded=step == "story" and draw(st.booleans()),
        told=draw(
            st.dictionaries(st.sampled_from(list(stories())), st.integers(0, 3), max_size=20)
        ),
        age=draw(st.sampled_from(AGES)),
    )


def recorded(trial: Trial, place: int) -> dict[str, Value]:
    """Return what is recorded if that place is chosen."""
    return dict(WAYS.get(trial.exercise).record(trial, place))

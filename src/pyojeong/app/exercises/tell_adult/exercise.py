"""Tell an adult: who is in pain, and what can one do when something hurts?"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.stimulus import Act, Deed, Person
from pyojeong.app.domain.trial import Trial
from pyojeong.app.evidence.seen import chosen_of
from pyojeong.app.exercises import EXERCISES, Exercise, Recorded, Say
from pyojeong.app.exercises.making import face_of, faces_of, place_among, trial_of
from pyojeong.app.exercises.what_happened.exercise import told
from pyojeong.app.exercises.what_happened.stories import YOUNG, choose, plain
from pyojeong.app.exercises.words import HERE, RIGHT, Line, Sentence, means
from pyojeong.core.i18n import mark

RIGHT_DEED: Deed = "tell_adult"
OTHERS: tuple[Deed, ...] = ("wait", "laugh")

# [D] Trials of a question, before the other's: two, as trials in two languages alternate.
RUN = 2

WHO = Sentence(mark("Who is hurt?"))
WHAT_TO_DO = Sentence(mark("This person is in pain. What can you do?"))
TELL = Sentence(mark("When something hurts, tell an adult."))
FETCH = Sentence(mark("When somebody is in pain, you can tell an adult."))


def make(asked: Asked, rng: Random) -> Trial:
    """Return one of two questions in turn: who is hurt, or what to do; after a story the latter."""
    if asked.goal.step == "story":
        story, person = choose(asked, plain(asked), rng)
        return _what_to_do(asked, person, story.id, rng)
    if asked.number // RUN % 2:
        return _what_to_do(asked, asked.people[0], None, rng)
    return trial_of(asked, faces_of(asked), (asked.place,), language=asked.language)


def _what_to_do(asked: Asked, person: Person, story: str | None, rng: Random) -> Trial:
    right = place_among(asked, len(OTHERS) + 1, rng)
    others = rng.sample(OTHERS, len(OTHERS))
    return trial_of(
        asked,
        tuple(Act(deed=deed) for deed in (*others[:right], RIGHT_DEED, *others[right:])),
        (right,),
        sample=(face_of(asked, person, asked.goal.feeling, 0),),
        story=story,
        language=asked.language,
    )


def question_of(trial: Trial) -> str:
    """Return which question a trial asks."""
    return "deed" if trial.sample else "who"


def say(trial: Trial) -> Say:
    """Return the question, and what to do when something hurts."""
    if question_of(trial) == "who":
        lines = (means(trial.goal.feeling), TELL)
        return Say(ask=(WHO,), right=(RIGHT, *lines), error=(HERE, *lines))
    lines = what_to_do(trial)
    return Say(ask=(WHAT_TO_DO,), right=(RIGHT, *lines), error=(HERE, *lines))


def what_to_do(trial: Trial) -> tuple[Line, ...]:
    """Return what to do: stories of the young end with it, those of adults do not."""
    if trial.story is None:
        return (TELL,)
    story = told(trial)
    return (story.because,) if story.who in YOUNG else (story.because, FETCH)


def question(trial: Trial, _place: int) -> str:
    """Return which question was asked."""
    return question_of(trial)


TELL_ADULT = EXERCISES.register("tell_adult")(
    Exercise(
        name="tell_adult",
        title=mark("When something hurts"),
        about=mark("Asks who is in pain, and practises telling an adult when something hurts."),
        gap=None,
        records=(
            Recorded("question", "who or deed", "who is hurt, or what one can do", question),
            Recorded("chosen", "feeling or deed", "what was chosen first", chosen_of),
        ),
        make=make,
        say=say,
    )
)

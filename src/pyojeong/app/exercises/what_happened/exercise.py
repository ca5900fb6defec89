"""What happened: a short story, and which face might somebody make to whom it happened?

Cause stories are told apart better than faces, fear and disgust above all (Widen and Russell
2010). All the faces are of one person, of the story's age where somebody has it: were the right
one alone of that age, the age would give it away. Probes tell stories that are never taught: who
was told an answer and its reason need understand nothing to give it again.
"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Choice, Unsure
from pyojeong.app.domain.trial import Trial
from pyojeong.app.evidence.seen import chosen_of
from pyojeong.app.exercises import EXERCISES, Exercise, Recorded, Say
from pyojeong.app.exercises.making import face_of, trial_of
from pyojeong.app.exercises.what_happened.stories import (
    Story,
    ambiguous,
    choose,
    plain,
    stories,
    unknowable,
)
from pyojeong.app.exercises.words import HERE, RIGHT
from pyojeong.core.i18n import mark

UNSURE_FROM = 9  # [D] years from which one may say, of any story, that one cannot tell


def make(asked: Asked, rng: Random) -> Trial:
    """Return a story and faces of one person; from 9 years on, also "I can't tell".

    A graded trial has two faces that are right, or none that can be known.
    """
    story, person = choose(asked, pool(asked, rng), rng)
    feelings = with_answers(asked, story, rng)
    choices: list[Choice] = [face_of(asked, person, feeling, 0) for feeling in feelings]
    if asked.age >= UNSURE_FROM:
        choices.append(Unsure())
    also = (feelings.index(one) for one in story.answers if one != asked.goal.feeling)
    return trial_of(
        asked,
        tuple(choices),
        (len(feelings),) if story.cant_tell else (asked.place, *also),
        story=story.id,
        language=asked.language,
    )


def pool(asked: Asked, rng: Random) -> list[Story]:
    """Return the stories that may be told: where no graded one suits, plain ones."""
    kinds = [kind for kind in (ambiguous(asked), unknowable(asked)) if kind]
    return rng.choice(kinds) if asked.graded and kinds else plain(asked)


def with_answers(asked: Asked, story: Story, rng: Random) -> tuple[Feeling, ...]:
    """Return the feelings asked about, with all of the story's answers among them."""
    missing = [feeling for feeling in story.answers if feeling not in asked.feelings]
    places = [place for place in range(len(asked.feelings)) if place != asked.place]
    feelings = list(asked.feelings)
    for place, feeling in zip(rng.sample(places, len(missing)), missing, strict=True):
        feelings[place] = feeling
    return tuple(feelings)


def told(trial: Trial) -> Story:
    """Return the story of a trial.

    Raises:
        KeyError: it is none of ours, or the trial has none.
    """
    return stories()[trial.story or ""]


def say(trial: Trial) -> Say:
    """Return the story's own words: its question, and why one may feel so."""
    story = told(trial)
    return Say(ask=(story.ask,), right=(RIGHT, story.because), error=(HERE, story.because))


def truth(trial: Trial, _place: int) -> str:
    """Return how much can be known of the story."""
    story = told(trial)
    return "unknown" if story.cant_tell else "two" if len(story.answers) > 1 else "one"


WHAT_HAPPENED = EXERCISES.register("what_happened")(
    Exercise(
        name="what_happened",
        title=mark("What happened?"),
        about=mark("Tells a short story and asks how the person in it might feel."),
        gap=None,
        records=(
            Recorded(
                "chosen",
                "feeling, or unsure",
                "what was chosen first: a face, or unsure",
                chosen_of,
            ),
            Recorded("truth", "one, two or unknown", "how many feelings are right", truth),
        ),
        make=make,
        say=say,
    )
)

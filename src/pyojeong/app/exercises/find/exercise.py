"""Find it: a word, and which of the faces shows it?"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.trial import Trial
from pyojeong.app.exercises import EXERCISES, Exercise, Say
from pyojeong.app.exercises.making import faces_of, trial_of
from pyojeong.app.exercises.records import CHOSEN_FACE, INTENSITY
from pyojeong.app.exercises.words import HERE, RIGHT, WHICH, Sentence, means
from pyojeong.core.i18n import mark


def make(asked: Asked, rng: Random) -> Trial:
    """Return faces of several people, one a feeling."""
    del rng
    return trial_of(asked, faces_of(asked), (asked.place,), language=asked.language)


def say(trial: Trial) -> Say:
    """Return the question with the feeling's word in it."""
    feeling = trial.goal.feeling
    return Say(
        ask=(Sentence(WHICH[feeling]),),
        right=(RIGHT, means(feeling)),
        error=(HERE, means(feeling)),
    )


FIND = EXERCISES.register("find")(
    Exercise(
        name="find",
        title=mark("Find it"),
        about=mark("Says a feeling's word and asks which of several faces shows it."),
        gap="label",
        records=(CHOSEN_FACE, INTENSITY),
        make=make,
        say=say,
    )
)

"""Spot the change: a face moves from rest, and which of the words fits what it came to?"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.trial import Trial
from pyojeong.app.exercises import EXERCISES, Exercise, Say
from pyojeong.app.exercises.making import sample_of, trial_of, words_of
from pyojeong.app.exercises.records import CHOSEN_WORD
from pyojeong.app.exercises.words import HERE, RIGHT, Sentence, means
from pyojeong.core.i18n import mark
from pyojeong.core.settings import replace

ASK = Sentence(mark("The face moves. How might this person feel then?"))


def make(asked: Asked, rng: Random) -> Trial:
    """Return a face that moves, and words, one a feeling."""
    del rng
    return trial_of(
        asked,
        words_of(asked),
        (asked.place,),
        sample=(replace(sample_of(asked), moving=True),),
        language=asked.language,
    )


def say(trial: Trial) -> Say:
    """Return the question, and what the face often means that it came to."""
    meaning = means(trial.goal.feeling)
    return Say(ask=(ASK,), right=(RIGHT, meaning), error=(HERE, meaning))


CHANGE = EXERCISES.register("change")(
    Exercise(
        name="change",
        title=mark("Spot the change"),
        about=mark("Shows a face that moves and asks which word fits what it came to."),
        gap="label",
        records=(CHOSEN_WORD,),
        make=make,
        say=say,
    )
)

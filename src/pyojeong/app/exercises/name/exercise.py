"""Name it: a face, and which of the words fits?"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.trial import Trial
from pyojeong.app.exercises import EXERCISES, Exercise, Say
from pyojeong.app.exercises.making import sample_of, trial_of, words_of
from pyojeong.app.exercises.records import CHOSEN_WORD, INTENSITY
from pyojeong.app.exercises.words import HERE, HOW, RIGHT, Sentence, means
from pyojeong.core.i18n import mark


def make(asked: Asked, rng: Random) -> Trial:
    """Return a face and words, one a feeling."""
    del rng
    return trial_of(
        asked,
        words_of(asked),
        (asked.place,),
        sample=(sample_of(asked),),
        language=asked.language,
    )


def say(trial: Trial) -> Say:
    """Return a question that does not tell the feeling, and what the face often means."""
    meaning = means(trial.goal.feeling)
    return Say(ask=(Sentence(HOW),), right=(RIGHT, meaning), error=(HERE, meaning))


NAME = EXERCISES.register("name")(
    Exercise(
        name="name",
        title=mark("Name it"),
        about=mark("Shows a face and asks which word fits it."),
        gap="label",
        records=(CHOSEN_WORD, INTENSITY),
        make=make,
        say=say,
    )
)

"""Match: a face above, and which of the faces below shows the same feeling?

Everybody is somebody else, so that only the feeling can be the same. Nothing names it, so that
telling faces apart stays apart from knowing words.
"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.trial import Trial
from pyojeong.app.exercises import EXERCISES, Exercise, Say
from pyojeong.app.exercises.making import face_of, sample_of, trial_of
from pyojeong.app.exercises.records import CHOSEN_FACE
from pyojeong.app.exercises.words import HERE, RIGHT, Sentence
from pyojeong.core.i18n import mark

ASK = Sentence(mark("Which face shows the same feeling?"))
SAME = Sentence(mark("These two faces often mean the same."))


def make(asked: Asked, rng: Random) -> Trial:
    """Return a sample, and other people's faces of which one shows the same feeling."""
    del rng
    faces = tuple(
        face_of(asked, person, feeling, place)
        for place, (person, feeling) in enumerate(
            zip(asked.people[1:], asked.feelings, strict=True)
        )
    )
    return trial_of(asked, faces, (asked.place,), sample=(sample_of(asked),))


def say(trial: Trial) -> Say:
    """Return the same words for every feeling."""
    del trial
    return Say(ask=(ASK,), right=(RIGHT, SAME), error=(HERE, SAME))


MATCH = EXERCISES.register("match")(
    Exercise(
        name="match",
        title=mark("The same feeling"),
        about=mark("Shows a face and asks which of several other faces shows the same feeling."),
        gap="face",
        records=(CHOSEN_FACE,),
        make=make,
        say=say,
    )
)

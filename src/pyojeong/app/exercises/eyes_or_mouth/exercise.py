"""Eyes or mouth: only a part of the face is seen, and which of the words fits?"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.stimulus import Part
from pyojeong.app.domain.trial import Step, Trial
from pyojeong.app.exercises import EXERCISES, Exercise, Recorded, Say
from pyojeong.app.exercises.making import sample_of, trial_of, words_of
from pyojeong.app.exercises.records import CHOSEN_WORD
from pyojeong.app.exercises.words import CAN_MEAN, HERE, HOW, RIGHT, Sentence, about
from pyojeong.core.i18n import mark
from pyojeong.core.settings import replace

VIEWS: dict[Step, Part] = {"eyes": "eyes", "mouth": "mouth"}
ONLY: dict[Part, str] = {
    "eyes": mark("Only the eyes can be seen."),
    "mouth": mark("Only the mouth can be seen."),
}


def make(asked: Asked, rng: Random) -> Trial:
    """Return the eyes or the mouth of a face, and words, one a feeling."""
    del rng
    return trial_of(
        asked,
        words_of(asked),
        (asked.place,),
        sample=(replace(sample_of(asked), view=VIEWS[asked.goal.step]),),
        language=asked.language,
    )


def say(trial: Trial) -> Say:
    """Return the question, and what such eyes or such a mouth can mean."""
    view = VIEWS[trial.goal.step]
    meaning = about(CAN_MEAN[view], trial.goal.feeling)
    return Say(
        ask=(Sentence(ONLY[view]), Sentence(HOW)),
        right=(RIGHT, meaning),
        error=(HERE, meaning),
    )


def view_of(trial: Trial, _place: int) -> str:
    """Return what was seen of the face."""
    return trial.sample[0].view


EYES_OR_MOUTH = EXERCISES.register("eyes_or_mouth")(
    Exercise(
        name="eyes_or_mouth",
        title=mark("Eyes or mouth"),
        about=mark("Shows only the eyes or only the mouth and asks which word fits."),
        gap="label",
        records=(
            CHOSEN_WORD,
            Recorded("view", "part of the face", "what was seen of the face", view_of),
        ),
        make=make,
        say=say,
    )
)

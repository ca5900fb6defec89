"""What is different: two pictures of one person, the same but for brows, eyes or mouth.

The parts are taught by their names: Ryan and Charragain 2010, d = 1.42.
"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.feelings import CONTRAST
from pyojeong.app.domain.stimulus import PARTS, Face, Part, PartName
from pyojeong.app.domain.trial import Trial
from pyojeong.app.evidence.seen import chosen_of
from pyojeong.app.exercises import EXERCISES, Exercise, Recorded, Say
from pyojeong.app.exercises.making import face_of, place_among, trial_of
from pyojeong.app.exercises.words import CAN_MEAN, HERE, RIGHT, Sentence, about
from pyojeong.app.pictures import tells
from pyojeong.core.i18n import mark
from pyojeong.core.settings import replace

ASK = Sentence(mark("What is different in the second picture?"))
CHANGED: dict[Part, str] = {
    "brows": mark("The brows are different."),
    "eyes": mark("The eyes are different."),
    "mouth": mark("The mouth is different."),
}


def make(asked: Asked, rng: Random) -> Trial:
    """Return a face at rest and one of which a part shows the feeling; the part is asked for."""
    person, feeling = asked.people[0], asked.goal.feeling
    part = rng.choice([part for part in PARTS if tells(feeling, part)])
    rest = face_of(asked, person, CONTRAST, 0)
    changed = replace(face_of(asked, person, feeling, 0), only=part)
    right = place_among(asked, len(PARTS), rng)
    others = rng.sample([one for one in PARTS if one != part], len(PARTS) - 1)
    return trial_of(
        asked,
        tuple(PartName(part=one) for one in (*others[:right], part, *others[right:])),
        (right,),
        sample=(rest, changed),
        language=asked.language,
    )


def changed_face(trial: Trial) -> tuple[Face, Part]:
    """Return the face of which a part shows something, and the part."""
    return next((face, face.only) for face in trial.sample if face.only is not None)


def say(trial: Trial) -> Say:
    """Return the question, and what such a part can mean."""
    face, part = changed_face(trial)
    lines = Sentence(CHANGED[part]), about(CAN_MEAN[part], face.feeling)
    return Say(ask=(ASK,), right=(RIGHT, *lines), error=(HERE, *lines))


def part_of(trial: Trial, _place: int) -> str:
    """Return the part that was different."""
    return changed_face(trial)[1]


DIFFERENT = EXERCISES.register("different")(
    Exercise(
        name="different",
        title=mark("What is different?"),
        about=mark("Shows a face twice and asks what moved: brows, eyes or mouth."),
        gap=None,
        records=(
            Recorded("part", "part of the face", "the part that was different", part_of),
            Recorded("chosen", "part of the face", "the part chosen first", chosen_of),
        ),
        make=make,
        say=say,
    )
)

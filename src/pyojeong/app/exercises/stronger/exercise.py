"""Which is stronger: one person's face with one feeling, at several intensities.

All have the same number of picture: the same muscles move, and the light is the same, so that the
strongest differs from the others in strength alone.
"""

from random import Random

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.domain.trial import Step, Trial
from pyojeong.app.exercises import EXERCISES, Exercise, Recorded, Say
from pyojeong.app.exercises.making import face_of, place_among, trial_of
from pyojeong.app.exercises.words import HERE, RIGHT, Sentence, about
from pyojeong.core.i18n import mark
from pyojeong.core.settings import replace

CHOICES = 3  # [D] at most
APART: dict[Step, float] = {"80": 0.3, "60": 0.28}  # [D] between two intensities: wide at first
NEAREST = 0.25  # [D] on every later step
WEAKEST = 0.4  # [D] that of the ladder's last step: below it a feeling is hardly seen

STRONGEST: dict[Feeling, str] = {
    "happy": mark("Which face looks the most happy?"),
    "anger": mark("Which face looks the most angry?"),
    "sad": mark("Which face looks the most sad?"),
    "fear": mark("Which face looks the most scared?"),
    "surprise": mark("Which face looks the most surprised?"),
    "disgust": mark("Which face looks the most disgusted?"),
    "pain": mark("Which face looks the most in pain?"),
}
SHOWS = mark("This face shows it most: {feeling}.")


def make(asked: Asked, rng: Random) -> Trial:
    """Return faces of which the strongest is right."""
    count = min(CHOICES, len(asked.feelings))
    apart = APART.get(asked.goal.step, NEAREST)
    weakest = round(rng.uniform(WEAKEST, 1.0 - apart * (count - 1)), 2)
    strengths = [round(weakest + apart * turn, 2) for turn in range(count)]
    right = place_among(asked, count, rng)
    face = face_of(asked, asked.people[0], asked.goal.feeling, 0)
    faces = [replace(face, intensity=strength) for strength in strengths]
    return trial_of(asked, strongest_at(right, faces, rng), (right,), language=asked.language)


def strongest_at(place: int, faces: list[Face], rng: Random) -> tuple[Face, ...]:
    """Return faces with the last of them at a place, the others as chance has it."""
    *weaker, strongest = faces
    rng.shuffle(weaker)
    return (*weaker[:place], strongest, *weaker[place:])


def say(trial: Trial) -> Say:
    """Return the question by the feeling's word."""
    feeling = trial.goal.feeling
    shows = about(SHOWS, feeling)
    return Say(ask=(Sentence(STRONGEST[feeling]),), right=(RIGHT, shows), error=(HERE, shows))


def strengths_of(trial: Trial) -> list[float]:
    """Return the intensities that were shown, weakest first."""
    return sorted(face.intensity for face in trial.faces)


def chosen_strength(trial: Trial, place: int) -> float:
    """Return the intensity of the face chosen first."""
    return trial.faces[place].intensity


STRONGER = EXERCISES.register("stronger")(
    Exercise(
        name="stronger",
        title=mark("Which is stronger?"),
        about=mark("Shows one person's face several times and asks where a feeling is strongest."),
        gap=None,
        records=(
            Recorded(
                "strongest",
                "fraction, 0 to 1",
                "the highest intensity shown",
                lambda trial, _place: strengths_of(trial)[-1],
            ),
            Recorded(
                "apart",
                "fraction, 0 to 1",
                "between the highest intensity and the next",
                lambda trial, _place: round(strengths_of(trial)[-1] - strengths_of(trial)[-2], 2),
            ),
            Recorded(
                "chosen", "fraction, 0 to 1", "intensity of the face chosen first", chosen_strength
            ),
        ),
        make=make,
        say=say,
    )
)

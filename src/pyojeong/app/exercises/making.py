"""Making trials: what the exercises have in common."""

from random import Random

from pyojeong.app.domain.asking import PICTURES, Asked
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import INTENSITY
from pyojeong.app.domain.stimulus import Choice, Face, Person, Word
from pyojeong.app.domain.trial import Language, Trial


def trial_of(
    asked: Asked,
    choices: tuple[Choice, ...],
    answers: tuple[int, ...],
    *,
    sample: tuple[Face, ...] = (),
    story: str | None = None,
    language: Language | None = None,
) -> Trial:
    """Return a trial of what is asked.

    Args:
        asked: what for, when, and with how much help.
        choices: one a place.
        answers: places that are right.
        sample: shown above the choices.
        story: told above the choices.
        language: of the words that are needed; None: none is.
    """
    return Trial(
        number=asked.number,
        session=asked.session,
        block=asked.block,
        goal=asked.goal,
        exercise=asked.exercise,
        purpose=asked.purpose,
        sample=sample,
        story=story,
        choices=choices,
        answers=answers,
        prompt=asked.prompt,
        language=language,
    )


def face_of(asked: Asked, person: Person, feeling: Feeling, picture: int) -> Face:
    """Return a face, as strong as the step has it.

    Args:
        asked: has numbers of pictures that no other trial has.
        person: whose face.
        feeling: that it shows.
        picture: which of these numbers, from 0.

    Raises:
        ValueError: so many pictures no trial has.
    """
    if not 0 <= picture < PICTURES:
        raise ValueError(f"picture {picture} of a trial: there are {PICTURES}")
    return Face(
        person=person,
        feeling=feeling,
        intensity=INTENSITY.get(asked.goal.step, 1.0),
        medium="photo" if asked.goal.step == "photo" else "drawn",
        variation=asked.pictures + picture,
    )


def sample_of(asked: Asked) -> Face:
    """Return the face that is asked about, to be shown above the choices."""
    return face_of(asked, asked.people[0], asked.goal.feeling, len(asked.feelings))


def faces_of(asked: Asked) -> tuple[Face, ...]:
    """Return a face of each feeling: that of the person asked about at the right place."""
    person, *others = asked.people
    people = [*others[: asked.place], person, *others[asked.place :]]
    return tuple(
        face_of(asked, one, feeling, place)
        for place, (one, feeling) in enumerate(zip(people, asked.feelings, strict=False))
    )


def words_of(asked: Asked) -> tuple[Word, ...]:
    """Return the word of each feeling."""
    return tuple(Word(feeling=feeling) for feeling in asked.feelings)


def place_among(asked: Asked, count: int, rng: Random) -> int:
    """Return the place of the answer where there are other choices than feelings: each as often."""
    return asked.place if asked.place < count else rng.randrange(count)

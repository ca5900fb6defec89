"""What was seen of a child: one row a trial, with the first response, as every figure needs it.

A tuple, and no Outcome: two years of daily practice are 26,000 of them, read for one page.
"""

from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Act, Age, Face, Medium, PartName, Unsure, View, Word
from pyojeong.app.domain.trial import TEACH, Goal, Language, Purpose, Step, Trial

# What was chosen: a feeling, by its face or word; that one can't tell; a part; something to do.
Chosen = Literal[
    "happy", "anger", "sad", "fear", "surprise", "disgust", "neutral", "pain",
    "unsure", "brows", "eyes", "mouth", "tell_adult", "wait", "laugh",
]  # fmt: skip
CHOSEN: tuple[Chosen, ...] = get_args(Chosen)


class Seen(NamedTuple):
    """A trial and the first response to it.

    number: of the child's course, from 0. session: from 0. at: of the response, with the zone of
    the child's clock then. person, age, intensity, view, medium: of the face that was asked about;
    None: a story alone was. held_out: neither that person nor the story that was told ever teaches;
    no story of earlier versions is. intensity: 0 to 1. array: choices. answer: the first place that
    was right, from 0. answers: how many places were right. place, chosen: the response. prompt:
    level of help, 0 (most) to UNPROMPTED. prompted: the answer was shown before the response. form:
    the kind of the probe form that the session was; None: an ordinary session. offered: what stood
    at each place, words as of `chosen` with commas between them; empty: nobody knows.
    """

    number: int
    session: int
    block: int
    at: datetime
    feeling: Feeling
    step: Step
    purpose: Purpose
    exercise: str
    language: Language | None
    person: str | None
    age: Age | None
    held_out: bool
    intensity: float | None
    view: View | None
    moving: bool
    medium: Medium | None
    array: int
    answer: int
    answers: int
    place: int
    chosen: Chosen
    correct: bool
    prompt: int
    prompted: bool
    reaction_ms: int
    form: str | None
    offered: str = ""

    @property
    def goal(self) -> Goal:
        """The feeling and the rung."""
        return Goal(feeling=self.feeling, step=self.step)

    @property
    def independent(self) -> bool:
        """Whether it was right without help: what counts for mastery."""
        return self.correct and not self.prompted

    @property
    def probe(self) -> bool:
        """Whether it was asked to see what was learned, without help; of what, `held_out` says.

        A recheck asks again what was taught, and is none.
        """
        return self.purpose not in (TEACH, "recheck")

    @property
    def day(self) -> date:
        """The day it fell on, by the child's clock."""
        return self.at.date()


def chosen_of(trial: Trial, place: int) -> Chosen:
    """Return what stands at a place, a word."""
    choice = trial.choices[place]
    match choice:
        case Face() | Word():
            return choice.feeling
        case PartName():
            return choice.part
        case Act():
            return choice.deed
        case Unsure():
            return "unsure"


def offered_of(trial: Trial) -> str:
    """Return what stands at each place, words with commas between them."""
    return ",".join(chosen_of(trial, place) for place in range(len(trial.choices)))

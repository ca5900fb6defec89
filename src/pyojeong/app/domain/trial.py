"""Trials: what is asked, and what became of it."""

from datetime import date
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Choice, Face
from pyojeong.core.settings import Settings

Language = Literal["ko", "en"]
Youngest = Literal[4, 6, 9]  # years
Step = Literal[
    "drawn",
    "photo",
    "parts",
    "80",
    "60",
    "40",
    "moving",
    "eyes",
    "mouth",
    "voice",
    "story",
    "real",
]

# What a trial is for. `teach` alone teaches: the others show no answer, give no token, and are
# made of held-out faces, except `recheck`, which asks again what was taught. `track` asks of every
# feeling in every session, before it is taught and after; `form` is an item of a probe form.
Purpose = Literal["teach", "baseline", "track", "recheck", "gate", "maintenance", "review", "form"]
TEACH: Purpose = "teach"
TRACK: Purpose = "track"

# Delays before the answer is shown, in seconds, from most help to least: most-to-least prompting
# (Cengher 2015) with progressive delay (Walker 2008). The last level shows none.
DELAYS_S = (0, 1, 2, 3, 5)
UNPROMPTED = len(DELAYS_S)


class Goal(Settings):
    """A feeling at a step of the ladder: what is mastered or not."""

    feeling: Feeling
    step: Step = "drawn"


class Trial(Settings):
    """What is asked of a child."""

    number: int = Field(ge=0, description="of the course, from 0")
    session: int = Field(ge=0)
    block: int = Field(ge=0, description="of the session, from 0")
    goal: Goal
    exercise: str
    purpose: Purpose = TEACH
    sample: tuple[Face, ...] = Field((), description="shown above the choices")
    story: str | None = Field(None, description="told above the choices: its id")
    choices: tuple[Choice, ...] = Field(min_length=2)
    answers: tuple[int, ...] = Field(min_length=1, description="places that are right, from 0")
    prompt: int = Field(ge=0, le=UNPROMPTED, description="index of DELAYS_S; the last is no prompt")
    language: Language | None = Field(None, description="of the word in it; null: none is needed")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not all(0 <= place < len(self.choices) for place in self.answers):
            raise ValueError("an answer lies outside the choices")
        if len(set(self.answers)) == len(self.choices):
            raise ValueError("every choice is right: nothing is asked")
        if self.purpose != TEACH and self.prompt != UNPROMPTED:
            raise ValueError("what is not taught is not prompted")
        if self.purpose == TEACH and any(face.person.held_out for face in self.faces):
            raise ValueError("a held-out face is never used to teach")
        return self

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every picture of the trial."""
        return tuple(one for one in (*self.sample, *self.choices) if isinstance(one, Face))

    @property
    def delay_s(self) -> int | None:
        """Seconds until the answer is shown; None: it is not."""
        return None if self.prompt == UNPROMPTED else DELAYS_S[self.prompt]

    @property
    def asked(self) -> Face | None:
        """The picture that the goal is about: the sample, or the first right choice."""
        if self.sample:
            return self.sample[-1]
        right = self.choices[self.answers[0]]
        return right if isinstance(right, Face) else None


class Outcome(Settings):
    """A trial and the child's first response. What follows an error is no new outcome."""

    trial: Trial
    place: int = Field(ge=0, description="that was chosen first")
    prompted: bool = Field(description="the answer had been shown before the response")
    reaction_ms: int = Field(ge=0, description="from shown to chosen; a record, never a goal")
    at: AwareDatetime

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.place >= len(self.trial.choices):
            raise ValueError("the chosen place is not among the choices")
        if self.prompted and self.trial.prompt == UNPROMPTED:
            raise ValueError("nothing was shown that could have prompted")
        return self

    @property
    def correct(self) -> bool:
        """Whether the first response was right, prompted or not."""
        return self.place in self.trial.answers

    @property
    def independent(self) -> bool:
        """Whether it was right without help: what counts for mastery."""
        return self.correct and not self.prompted

    @property
    def day(self) -> date:
        """The day it fell on, in its own time zone."""
        return self.at.date()

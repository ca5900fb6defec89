"""Trials: what is asked, and what became of it."""

from datetime import datetime
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Stimulus
from pyojeong.core.settings import Settings

Language = Literal["ko", "en"]
Step = Literal[
    "drawn", "photo", "80", "60", "40", "moving", "eyes", "mouth", "voice", "story", "real"
]

# What a trial is for. `teach` alone teaches: the others show no answer, give no token, and are
# made of held-out faces, except `recheck`, which asks again what was taught.
Purpose = Literal["teach", "baseline", "recheck", "gate", "maintenance", "review"]
TEACH: Purpose = "teach"

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
    sample: Stimulus | None = Field(None, description="shown above the choices, where one is")
    choices: tuple[Stimulus, ...] = Field(min_length=2)
    answers: tuple[int, ...] = Field(min_length=1, description="places that are right, from 0")
    prompt: int = Field(ge=0, le=UNPROMPTED, description="index of DELAYS_S; the last is no prompt")
    language: Language | None = Field(None, description="of the word in it; null: none is needed")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not all(0 <= place < len(self.choices) for place in self.answers):
            raise ValueError("an answer lies outside the choices")
        if self.purpose != TEACH and self.prompt != UNPROMPTED:
            raise ValueError("what is not taught is not prompted")
        if self.purpose == TEACH and any(one.person.held_out for one in self.shown):
            raise ValueError("a held-out face is never used to teach")
        return self

    @property
    def shown(self) -> tuple[Stimulus, ...]:
        """Every picture of the trial."""
        return self.choices if self.sample is None else (self.sample, *self.choices)

    @property
    def delay_s(self) -> int | None:
        """Seconds until the answer is shown; None: it is not."""
        return None if self.prompt == UNPROMPTED else DELAYS_S[self.prompt]

    @property
    def asked(self) -> Stimulus:
        """The picture that the goal is about: the sample, or the first right choice."""
        return self.sample or self.choices[self.answers[0]]


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


def day_of(outcome: Outcome) -> datetime:
    """Return midnight of the day of an outcome, in its own time zone."""
    return outcome.at.replace(hour=0, minute=0, second=0, microsecond=0)

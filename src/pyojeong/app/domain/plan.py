"""What is taught to a child, and how: settings that are sensible without touching any."""

from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.starts import LATEST, Starts
from pyojeong.app.domain.trial import Goal, Language, Step, Youngest
from pyojeong.core.settings import Settings

TARGETS = 3  # mixed from the start: Grow 2014; LeBlanc 2019
ARRAYS = (3, 4, 6)  # choices; three from the start (Grow 2014), later more [D] (c)
EACH = 4  # trials of a target in a block: 12 with three targets [D] (c)
SECONDS_BETWEEN = 2  # Cariveau 2016
# [D] The dose: six weeks, on these days of each (0 is Monday); then boosters.
WEEKS, DAYS = 6, (0, 2, 4)

# [D] (c) The rungs of the ladder that need nothing but drawn faces; `photo`, `voice` and `real`
# are added where a caregiver has photos, a voice or a person. Brows, eyes and mouth are taught by
# name on the second: Ryan 2010, d = 1.42.
LADDER: tuple[Step, ...] = ("drawn", "parts", "80", "60", "40", "moving", "eyes", "mouth", "story")

# [D] The rungs on which telling an adult about pain is taught, beside the others.
SAFETY_STEPS: tuple[Step, ...] = ("drawn", "story")

INTENSITY: dict[Step, float] = {"80": 0.8, "60": 0.6, "40": 0.4}

# What is asked on a rung, in turn, so that the face gap (matching), and the label gap in each
# language, are kept apart.
EXERCISES: dict[Step, tuple[str, ...]] = {
    "drawn": ("match", "find", "name"),
    "photo": ("match", "find", "name"),
    "parts": ("different",),
    "80": ("find", "name", "stronger"),
    "60": ("find", "name", "stronger"),
    "40": ("find", "name", "stronger"),
    "moving": ("change",),
    "eyes": ("eyes_or_mouth",),
    "mouth": ("eyes_or_mouth",),
    "story": ("what_happened",),
}
# Disgust shows in nose and mouth: its eyes alone tell nobody. Smith et al. 2005, Psychological
# Science 16:184-189.
UNTOLD = frozenset({Goal(feeling="disgust", step="eyes")})

# Rungs on which a whole face is told: what is tracked.
WHOLE: tuple[Step, ...] = ("drawn", "photo")

SAFETY_EXERCISE = "tell_adult"

Tokens = Literal["dinosaurs", "trains", "flowers", "space", "none"]


class Plan(Settings):
    """What a caregiver can set."""

    feelings: tuple[Feeling, ...] = Field(ORDER, min_length=TARGETS, description="in their order")
    ladder: tuple[Step, ...] = Field(LADDER, min_length=1)
    safety: bool = Field(True, description="also practise telling an adult when something hurts")
    array: Literal[3, 4, 6] | None = Field(None, description="choices; null: more as it goes on")
    # [D] Blocks of twelve, one to three; 5 to 15 minutes, never more than 20.
    blocks: int = Field(2, ge=1, le=3, description="of a session")
    minutes: int = Field(15, ge=5, le=20, description="after which no new trial is begun")
    errorless: bool = Field(
        False, description="most help again after one error, in place of less help and the trial"
    )
    age: Youngest = Field(4, description="years from which stories may suit")
    languages: tuple[Language, ...] = Field(("ko",), min_length=1, description="of the words")
    tokens: Tokens = Field("dinosaurs", description="as the caregiver set them on the child's page")
    days: tuple[int, ...] = Field(DAYS, min_length=1, description="of the week, 0 is Monday")
    starts: Starts = Field((), description="drawn by chance: domain/starts; empty: all at once")

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not set(self.feelings) <= set(ORDER):
            raise ValueError("neutral is a contrast and pain a strand of its own: name neither")
        begun = tuple(feeling for feeling, _session in self.starts)
        for each in (self.feelings, self.ladder, self.languages, self.days, begun):
            if len(set(each)) < len(each):
                raise ValueError("each feeling, rung, language, day and start once")
        if not all(0 <= day < 7 for day in self.days):
            raise ValueError("a week has seven days, from 0")
        if not all(0 <= session <= LATEST for _feeling, session in self.starts):
            raise ValueError("no start is drawn so late")
        return self

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """Every feeling on a rung before any on the next."""
        goals = (Goal(feeling=f, step=step) for step in self.ladder for f in self.feelings)
        return tuple(goal for goal in goals if goal not in UNTOLD)

    @cached_property
    def tracked(self) -> tuple[Goal, ...]:
        """What is probed in every session where starts are staggered: every feeling's whole face.

        Of the ladder's first such rung; a ladder without one has nothing to track.
        """
        rung = next((step for step in self.ladder if step in WHOLE), None)
        return tuple(goal for goal in self.goals if self.starts and goal.step == rung)

    def waits(self, goal: Goal, practised: int) -> bool:
        """Whether teaching of a goal may not begin yet, after so many sessions of practice.

        Feelings that chance has drawn no start for come after all that it has.
        """
        starts = dict(self.starts)
        last = max(starts.values(), default=0)
        return goal in self.tracked and practised < starts.get(goal.feeling, last)

    @cached_property
    def safety_goals(self) -> tuple[Goal, ...]:
        """The safety strand's goals, in their order."""
        steps = SAFETY_STEPS if self.safety else ()
        return tuple(Goal(feeling=SAFETY, step=step) for step in steps)

"""Drawn people before a camera: faces that move, blink, talk, and now and then feel something.

Everything follows from a seed, and what is felt when is known. Sizes of the disturbances are
guesses of what a camera at home sees, none smaller than what was measured on still drawn faces.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pyojeong.core.images import Pixels
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.drawn import ActionUnits, DrawnFace, random_face, to_pixels, to_svg
from pyojeong.drawn.prototypes import express
from pyojeong.drawn.units import from_numbers

NEUTRAL = "neutral"
FEELINGS = tuple(label for label in EIGHT if label != NEUTRAL)
SIDE = 128  # px of a picture; its face has about 70

PACES = (10, 15, 25)  # pictures a second, one for each person
LATE = 0.15  # of the time between two pictures: how unevenly they come
NOISE = 6.0  # standard deviation of a pixel's value, 0 to 255: a camera indoors
MISSED = (0.2, 0.15)  # a face is missed so often a second, for so many seconds on average
JITTER = 0.02  # of a box's side, from picture to picture: YuNet has 0.015 on noisy drawn faces

FLIPS = (0.5, 0.15)  # jumps of the label: so many a second, for so many seconds on average

BLINKS = 0.3  # a second: 17 a minute (Bentivoglio 1997, at rest)
BLINK_S = 0.2  # from open to open
SPEAKS = 0.15  # a second, for 0.8 to 2.5 s
SYLLABLES = 4.5  # a second (Ding 2017: speech is modulated at 4 to 5 Hz)


@dataclass(frozen=True)
class Episode:
    """A feeling that comes and goes; times in seconds, peak from 0 to 1."""

    label: str
    begins_s: float
    rise_s: float
    stays_s: float
    fall_s: float
    peak: float

    @property
    def half_shown_s(self) -> float:
        """When it is half shown."""
        return self.begins_s + self.rise_s / 2

    @property
    def half_gone_s(self) -> float:
        """When half of it is gone."""
        return self.begins_s + self.rise_s + self.stays_s + self.fall_s / 2

    def level(self, time_s: float) -> float:
        """Return how strongly it is shown, 0 to its peak; it rises and falls without a jerk."""
        gone = time_s - self.begins_s - self.rise_s - self.stays_s
        return self.peak * min(
            _ease((time_s - self.begins_s) / self.rise_s), _ease(1 - gone / self.fall_s)
        )


@dataclass(frozen=True)
class Span:
    """Something that lasts from `begins_s` for `lasts_s`."""

    begins_s: float
    lasts_s: float

    def part(self, time_s: float) -> float:
        """Return how much of it has passed, 0 to 1 while it lasts."""
        return (time_s - self.begins_s) / self.lasts_s


@dataclass(frozen=True)
class Moving:
    """One person before a camera.

    rest: the face at rest. episodes: what is felt. units: of each episode at full strength.
    times: of the pictures, float64 [picture], seconds. missed: bool [picture], no face is found.
    sway: phases of the head's movements. lights: when lamps go on or off, and their gain.
    """

    seed: int
    seconds: float
    rest: DrawnFace
    episodes: tuple[Episode, ...]
    units: tuple[ActionUnits, ...]
    blinks: tuple[Span, ...]
    words: tuple[Span, ...]
    times: np.ndarray
    missed: np.ndarray
    sway: tuple[float, float]
    lights: tuple[tuple[Span, float], ...]

    def felt(self, time_s: float) -> frozenset[str]:
        """Return what may rightly be told; on the way to a feeling and back, neutral too."""
        for one in self.episodes:
            level = one.level(time_s)
            if level > 0:
                return frozenset({one.label} if level >= one.peak / 2 else {one.label, NEUTRAL})
        return frozenset({NEUTRAL})

    def pictures(self) -> Iterator[Pixels]:
        """Yield what the camera sees at each of the times, uint8 [SIDE, SIDE, 3] RGB."""
        chance = np.random.default_rng([self.seed, 1])
        for time_s in self.times:
            clean = to_pixels(to_svg(self._face(float(time_s))), SIDE) * self._light(float(time_s))
            seen = clean + chance.normal(0, NOISE, clean.shape)
            yield np.clip(np.rint(seen), 0, 255).astype(np.uint8)

    def _face(self, time_s: float) -> DrawnFace:
        roll, turn = (
            np.sin(2 * np.pi * (time_s / every + phase))
            for every, phase in zip((5.0, 3.3), self.sway, strict=True)
        )
        pose = replace(
            self.rest.pose,
            roll=float(np.clip(self.rest.pose.roll + 4 * roll, -45, 45)),
            turn=float(np.clip(self.rest.pose.turn + 4 * turn, -15, 15)),
        )
        return replace(self.rest, pose=pose, units=self._units(time_s))

    def _units(self, time_s: float) -> ActionUnits:
        acting = self.rest.units.by_number()
        for one, units in zip(self.episodes, self.units, strict=True):
            level = one.level(time_s)
            for number, strength in units.by_number().items():
                acting[number] = max(acting[number], level * strength)
        for word in self.words:
            if 0 < word.part(time_s) < 1:
                open_ = 0.2 * (1 - np.cos(2 * np.pi * SYLLABLES * (time_s - word.begins_s)))
                acting[25], acting[26] = max(acting[25], open_), max(acting[26], open_)
        for blink in self.blinks:
            if 0 < blink.part(time_s) < 1:
                acting[43] = max(acting[43], float(np.sin(np.pi * blink.part(time_s))))
        return from_numbers({number: round(float(s), 3) for number, s in acting.items()})

    def _light(self, time_s: float) -> float:
        gains = [gain for span, gain in self.lights if 0 < span.part(time_s) < 1]
        return float(np.prod(gains))


def moving(seed: int, seconds: float = 30.0) -> Moving:
    """Return a person before a camera, with a feeling every seven seconds or so."""
    chance = np.random.default_rng([seed, 0])
    episodes = _episodes(chance, seconds)
    times = _times(chance, seconds)
    return Moving(
        seed=seed,
        seconds=seconds,
        rest=random_face(NEUTRAL, chance),
        episodes=episodes,
        units=tuple(express(one.label, 1.0, chance) for one in episodes),
        blinks=_spans(chance, seconds, BLINKS, (BLINK_S, BLINK_S)),
        words=_spans(chance, seconds, SPEAKS, (0.8, 2.5)),
        times=times,
        missed=within(times, _bursts(chance, seconds, *MISSED)),
        sway=(float(chance.random()), float(chance.random())),
        lights=tuple(
            (span, float(chance.uniform(0.75, 1.25)))
            for span in _spans(chance, seconds, 0.1, (0.5, 6.0))
        ),
    )


def shaken(box: Sequence[float], chance: np.random.Generator) -> tuple[float, float, float, float]:
    """Return a box moved and scaled by chance, as a detector's boxes are."""
    left, top, right, bottom = box
    side = (right - left + bottom - top) / 2
    x, y, width, height = chance.normal(0, JITTER * side, 4)
    return (
        left + x - width / 2,
        top + y - height / 2,
        right + x + width / 2,
        bottom + y + height / 2,
    )


def flipped(
    probabilities: np.ndarray, times: np.ndarray, labels: Sequence[str], seed: int
) -> np.ndarray:
    """Return readings in which the label jumps now and then, for a moment, to another feeling.

    What users of other recognisers complain of: a face at rest that is "angry" for an instant.
    Every person has one feeling that half of the jumps go to.
    """
    chance = np.random.default_rng([seed, 2])
    feelings = [place for place, label in enumerate(labels) if label != NEUTRAL]
    favourite = int(chance.choice(feelings))
    told = probabilities.copy()
    for span in _bursts(chance, float(times[-1]), *FLIPS):
        label = favourite if chance.random() < 0.5 else int(chance.choice(feelings))
        share = float(chance.uniform(0.5, 0.95))
        rows = within(times, [span])
        told[rows] *= 1 - share
        told[rows, label] += share
    return told


def within(times: np.ndarray, spans: Sequence[Span]) -> np.ndarray:
    """Return which times lie in any of the spans, bool [time]."""
    inside = np.zeros(len(times), bool)
    for span in spans:
        inside |= (times >= span.begins_s) & (times < span.begins_s + span.lasts_s)
    return inside


def _episodes(chance: np.random.Generator, seconds: float) -> tuple[Episode, ...]:
    episodes: list[Episode] = []
    begins_s = float(chance.uniform(2, 5))
    while begins_s < seconds - 5:
        rise_s, fall_s = chance.uniform(0.25, 0.8), chance.uniform(0.4, 1.2)
        stays_s = float(chance.uniform(1, 3))
        label = str(chance.choice(FEELINGS))
        peak = float(chance.uniform(0.5, 1))
        episodes.append(Episode(label, begins_s, float(rise_s), stays_s, float(fall_s), peak))
        begins_s += float(rise_s + stays_s + fall_s + chance.uniform(2, 6))
    return tuple(episodes)


def _times(chance: np.random.Generator, seconds: float) -> np.ndarray:
    pace = int(chance.choice(PACES))
    even = np.arange(int(seconds * pace)) / pace
    return np.maximum.accumulate(even + chance.uniform(0, LATE / pace, len(even)))


def _spans(
    chance: np.random.Generator, seconds: float, rate: float, lasts: tuple[float, float]
) -> tuple[Span, ...]:
    begins = np.sort(chance.uniform(0, seconds, chance.poisson(rate * seconds)))
    return tuple(Span(float(at), float(chance.uniform(*lasts))) for at in begins)


def _bursts(chance: np.random.Generator, seconds: float, rate: float, mean_s: float) -> list[Span]:
    begins = chance.uniform(0, seconds, chance.poisson(rate * seconds))
    return [Span(float(at), float(chance.exponential(mean_s))) for at in begins]


def _ease(part: float) -> float:
    """Return 0 to 1, without a jerk at either end."""
    part = min(max(part, 0.0), 1.0)
    return part * part * (3 - 2 * part)

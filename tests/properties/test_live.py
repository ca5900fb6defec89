"""What holds for anybody's film, however it is smoothed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.live import LABELS, Person, seen
from pyojeong.recogniser.follow import follow
from pyojeong.recogniser.smooth import Smoother, Steadiness
from pyojeong.recogniser.track import Tracker

SIDE = 60.0
LANE = 100.0  # px from one person's lane to the next: their boxes never meet
FPS = 25

seeds = st.integers(0, 10_000)
steadinesses = st.builds(
    Steadiness,
    memory_s=st.floats(0, 3),
    tell=st.floats(0.2, 0.95),
    slack=st.floats(0, 0.2),
    hold_s=st.floats(0, 1),
)


def film(people: int, frames: int, chance: np.random.Generator) -> list[list[Person]]:
    """Return people who sway up and down lanes of their own, and feel what they like."""
    seconds = np.arange(frames)[:, None] / FPS
    turns, starts = chance.uniform(0, 0.6, people), chance.uniform(0, 2 * np.pi, people)
    steps = SIDE * chance.uniform(0, 1, people) * np.sin(2 * np.pi * turns * seconds + starts)
    told = chance.dirichlet(np.full(len(LABELS), 0.7), (frames, people))
    return [
        [
            ([LANE * one, y, LANE * one + SIDE, y + SIDE], told[frame, one].tolist())
            for one, y in enumerate(steps[frame])
        ]
        for frame in range(frames)
    ]


@given(seed=seeds, people=st.integers(1, 4), steadiness=steadinesses)
@settings(max_examples=25, deadline=None)
def test_order_of_people_changes_nothing(seed: int, people: int, steadiness: Steadiness) -> None:
    """Whatever order the detector lists faces in, each has the same number and the same answer."""
    chance = np.random.default_rng(seed)
    pictures = film(people, 12, chance)
    orders = [chance.permutation(people) for _picture in pictures]
    plain = follow([seen(one, place) for place, one in enumerate(pictures)], steadiness)
    mixed = follow(
        [
            seen([one[row] for row in order], place)
            for place, (one, order) in enumerate(zip(pictures, orders, strict=True))
        ],
        steadiness,
    )
    for order, one, other in zip(orders, plain, mixed, strict=True):
        for name in ("box", "track", "probabilities", "steady"):
            first, second = getattr(one.faces, name), getattr(other.faces, name)
            np.testing.assert_array_equal(first[order], second)


@given(seed=seeds, people=st.integers(1, 5), missed=st.floats(0, 0.5))
@settings(max_examples=40, deadline=None)
def test_who_never_meets_is_never_mixed_up(seed: int, people: int, missed: float) -> None:
    """People in lanes of their own keep their numbers through misses of up to three pictures."""
    chance = np.random.default_rng(seed)
    tracker, owner = Tracker(), dict[int, int]()
    last = np.zeros(people, int)
    for frame, picture in enumerate(film(people, 40, chance)):
        there = np.flatnonzero((chance.random(people) >= missed) | (frame - last > 3))
        last[there] = frame
        boxes = np.array([picture[one][0] for one in there]).reshape(-1, 4)
        for one, number in zip(there, tracker.step(boxes, frame / FPS), strict=True):
            assert owner.setdefault(int(number), int(one)) == one
    assert len(owner) == people


@given(
    told=st.lists(st.floats(0.01, 1), min_size=3, max_size=3),
    gaps=st.lists(st.floats(0, 2), min_size=1, max_size=20),
    steadiness=steadinesses,
)
@settings(max_examples=60, deadline=None)
def test_constant_face_gives_a_constant_answer(
    told: list[float], gaps: list[float], steadiness: Steadiness
) -> None:
    """Whoever always looks the same is answered the same, and once told remains told."""
    probabilities = np.array([told], np.float32) / np.sum(told, dtype=np.float32)
    smoother = Smoother(steadiness)
    steps = [smoother.step([0], probabilities, float(at)) for at in np.cumsum(gaps)]
    for averages, _steady in steps:
        np.testing.assert_allclose(averages, probabilities, rtol=1e-5)
    assert np.diff([int(steady[0]) for _averages, steady in steps]).tolist().count(-1) == 0


@given(
    memory_s=st.floats(0.05, 3),
    rates=st.tuples(st.integers(2, 60), st.integers(2, 60)),
    seconds=st.integers(1, 5),
)
@settings(max_examples=60, deadline=None)
def test_pace_does_not_change_the_time_constant(
    memory_s: float, rates: tuple[int, int], seconds: int
) -> None:
    """A change is followed equally fast at any number of pictures a second."""
    first, second = (after_change(memory_s, seconds, rate) for rate in rates)
    assert first == pytest.approx(second, abs=1e-5)


def after_change(memory_s: float, seconds: int, rate: int) -> float:
    """Return the average, so long after a face has changed from one label to another."""
    smoother = Smoother(Steadiness(memory_s=memory_s))
    smoother.step([0], np.array([[1, 0]], np.float32), 0.0)
    after = [
        smoother.step([0], np.array([[0, 1]], np.float32), picture / rate)[0]
        for picture in range(1, seconds * rate + 1)
    ]
    return float(after[-1][0, 1])


@given(seed=seeds, steadiness=steadinesses)
@settings(max_examples=30, deadline=None)
def test_answers_are_always_probabilities(seed: int, steadiness: Steadiness) -> None:
    """Averages sum to 1 and lie between the least and the greatest that came in."""
    chance = np.random.default_rng(seed)
    told = chance.dirichlet([0.3] * 3, 30).astype(np.float32)
    smoother = Smoother(steadiness)
    times = chance.exponential(0.1, 30).cumsum()
    for place, at in enumerate(times):
        averages, _steady = smoother.step([0], told[place : place + 1], float(at))
        assert averages.sum() == pytest.approx(1, abs=1e-5)
        assert (averages >= told[: place + 1].min(axis=0) - 1e-6).all()
        assert (averages <= told[: place + 1].max(axis=0) + 1e-6).all()

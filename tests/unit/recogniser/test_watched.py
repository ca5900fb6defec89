"""The counting behind docs/live.md, on a film whose answers are known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fakes.moving import FEELINGS, SIDE, Episode, Moving, flipped, moving
from fakes.watched import Tally, Watched, front, judge
from pyojeong.core.labels import EIGHT
from pyojeong.recogniser.smooth import Steadiness

ALONE = Steadiness(memory_s=0, tell=0, slack=0, hold_s=0)
HAPPY = Episode("happy", begins_s=2.0, rise_s=1.0, stays_s=2.0, fall_s=1.0, peak=0.8)


def film(told: dict[float, str]) -> Watched:
    """Return ten seconds, at ten pictures a second, of one who is happy from 2 to 6 s.

    Args:
        told: from when on the model reads which label.
    """
    times = np.arange(100) / 10
    rows = [EIGHT.index([told[at] for at in told if at <= time + 1e-9][-1]) for time in times]
    moved = replace(moving(0), seconds=10.0, episodes=(HAPPY,))
    return Watched(moved, EIGHT, times, np.eye(8, dtype=np.float32)[rows])


@pytest.mark.parametrize(
    ("told", "alarms", "wait_s", "share"),
    [
        ({0: "neutral", 2.5: "happy", 5.5: "neutral"}, 0, 0.0, 1),
        ({0: "neutral", 2.1: "happy", 8.0: "neutral"}, 0, 0.0, 1),
        ({0: "neutral", 4.0: "happy", 5.0: "neutral"}, 0, 1.5, 1),
        ({0: "neutral"}, 0, 3.0, 0),
        ({0: "anger", 1.0: "neutral", 1.2: "anger", 3.5: "happy"}, 2, 1.0, 1),
        ({0: "neutral", 6.5: "happy", 7.0: "sad", 7.5: "happy"}, 3, 3.0, 0),
        ({0: "happy"}, 1, 0.0, 1),
    ],
)  # fmt: skip
def test_alarms_and_waits_are_counted(
    told: dict[float, str], alarms: int, wait_s: float, share: float
) -> None:
    """A feeling that begins to be told where it is not is an alarm; one that lingers is none."""
    tally = judge([film(told)], ALONE)
    assert tally.a_minute == pytest.approx(6 * alarms)
    assert tally.wait_s == pytest.approx(wait_s)
    assert tally.share == share
    assert tally.begins.tolist() == [len(told)]


def test_interval_holds_the_value() -> None:
    """Between people who differ the interval is wide, about what was counted."""
    people = [film({0: "anger", 1.0: "neutral"}), film({0: "neutral", 3.0: "happy"})]
    tally = judge(people * 5, ALONE)
    (few, many), (short, long) = tally.intervals(np.random.default_rng(0))
    assert 0 < few < tally.a_minute == 3 < many < 6
    assert 0.5 < short < tally.wait_s == 1.75 < long < 3


def test_front_is_what_nobody_beats() -> None:
    """A setting that is slower and no quieter than another does not belong to the curve."""
    places = [(0.1, 9), (0.2, 5), (0.3, 5), (0.4, 6), (0.5, 1)]
    tallies = {
        Steadiness(memory_s=wait): Tally(
            np.array([alarms]), np.array([0]), (np.array([wait]),), (np.array([True]),), 1.0
        )
        for wait, alarms in places
    }
    assert [how.memory_s for how in front(tallies)] == [0.1, 0.2, 0.5]


def test_feeling_rises_stays_and_falls() -> None:
    """A feeling's level is 0, half, whole, half and 0 when it should be, and so is what is felt."""
    person = film({0: "neutral"}).moving
    levels = [HAPPY.level(time_s) for time_s in (2.0, 2.5, 3.0, 5.0, 5.5, 6.0)]
    assert levels == pytest.approx([0, 0.4, 0.8, 0.8, 0.4, 0])
    assert person.felt(1.0) == person.felt(6.5) == {"neutral"}
    assert person.felt(2.2) == person.felt(5.8) == {"neutral", "happy"}
    assert person.felt(4.0) == {"happy"}


def test_same_seed_films_the_same() -> None:
    """Pictures, times and feelings follow from the seed alone; another seed is another person."""
    first, again, other = (replace(moving(seed), times=np.array([3.0])) for seed in (5, 5, 6))
    one, two, three = (next(person.pictures()) for person in (first, again, other))
    assert one.shape == (SIDE, SIDE, 3)
    assert (one == two).all()
    assert (one != three).any()
    assert first.episodes == again.episodes != other.episodes


def test_people_show_every_feeling() -> None:
    """Over some people every feeling comes, and times only grow."""
    people: list[Moving] = [moving(seed) for seed in range(20)]
    assert {one.label for person in people for one in person.episodes} == set(FEELINGS)
    assert all((np.diff(person.times) > 0).all() for person in people)


def test_jumps_are_short_and_leave_probabilities() -> None:
    """Jumps change a small part of the readings, away from neutral, and rows still sum to 1."""
    one = film({0: "neutral"})
    told = flipped(one.probabilities, one.times, EIGHT, 1)
    changed = (told != one.probabilities).any(axis=1)
    assert 0 < changed.mean() < 0.3
    assert told.sum(axis=1) == pytest.approx(1)
    assert (told[changed].argmax(axis=1) != EIGHT.index("neutral")).any()


def test_page_names_the_default() -> None:
    """docs/live.md chose the default that the recogniser has."""
    page = Path(__file__).parents[3] / "docs" / "live.md"
    assert f"Chosen: `{Steadiness()!r}`" in page.read_text()

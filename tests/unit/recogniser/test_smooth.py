import math

import numpy as np
import pytest

from pyojeong.recogniser.smooth import Smoother, Steadiness

AT_ONCE = Steadiness(memory_s=0, tell=0.6, slack=0.1, hold_s=0)


def run(smoother: Smoother, readings: list[tuple[float, float]]) -> list[tuple[float, bool]]:
    """Feed one person (time, probability of the first label); return average and told."""
    answers: list[tuple[float, bool]] = []
    for time_s, first in readings:
        averages, steady = smoother.step([0], np.array([[first, 1 - first]], np.float32), time_s)
        answers.append((float(averages[0, 0]), bool(steady[0])))
    return answers


def test_change_is_followed_as_the_time_constant_says() -> None:
    """A jump from 0 to 1 has come to 1 - exp(-t / memory) after t seconds."""
    smoother = Smoother(Steadiness(memory_s=0.5))
    times = [0.0, 0.1, 0.15, 0.6, 0.61, 2.0]
    answers = run(smoother, [(time, float(time > 0)) for time in times])
    assert [average for average, _told in answers] == pytest.approx(
        [1 - math.exp(-time / 0.5) for time in times], abs=1e-6
    )


def test_without_memory_each_picture_counts_alone() -> None:
    """memory_s 0 gives back what came in, at the same instant too."""
    readings = [(0.0, 0.25), (0.0, 1.0), (0.04, 0.5)]
    assert [average for average, _told in run(Smoother(AT_ONCE), readings)] == [0.25, 1.0, 0.5]


def test_same_instant_changes_nothing() -> None:
    """Pictures with the time of the last one, or an earlier one, are not averaged in."""
    answers = run(Smoother(Steadiness(memory_s=0.5)), [(1.0, 1.0), (1.0, 0.0), (0.5, 0.0)])
    assert [average for average, _told in answers] == [1.0, 1.0, 1.0]


def test_label_is_told_once_it_has_led_for_long_enough() -> None:
    """A label that leads is told after hold_s, not before, and another begins anew."""
    steadiness = Steadiness(memory_s=0, tell=0.6, slack=0, hold_s=0.25)
    first = [(0.0, 1.0), (0.125, 1.0), (0.25, 1.0), (0.375, 1.0)]
    other = [(0.5, 0.0), (0.625, 0.0), (0.75, 0.0)]
    told = [told for _average, told in run(Smoother(steadiness), first + other)]
    assert told == [False, False, True, True, False, False, True]


def test_flash_is_never_told() -> None:
    """A label that leads for a moment, falls back and leads again does not add its moments up."""
    steadiness = Steadiness(memory_s=0, tell=0.6, slack=0, hold_s=0.25)
    readings = [(0.125 * place, 0.55 if place % 2 else 1.0) for place in range(20)]
    assert not any(told for _average, told in run(Smoother(steadiness), readings))


def test_new_face_is_looked_at_first() -> None:
    """Of a face nothing is told before it has been seen for the time of the average."""
    steadiness = Steadiness(memory_s=0.25, tell=0.6, slack=0, hold_s=0)
    readings = [(2 + 0.125 * place, 1.0) for place in range(4)]
    told = [told for _average, told in run(Smoother(steadiness), readings)]
    assert told == [False, False, True, True]


def test_told_label_may_fall_a_little() -> None:
    """What is told stays told down to tell - slack, but is not told anew there."""
    readings = [(0.0, 0.55), (0.1, 0.65), (0.2, 0.55), (0.3, 0.45), (0.4, 0.55)]
    told = [told for _average, told in run(Smoother(AT_ONCE), readings)]
    assert told == [False, True, True, False, False]


def test_film_is_never_surer_than_its_pictures() -> None:
    """Below the card's own threshold nothing is told, slack or not."""
    smoother = Smoother(AT_ONCE, at_least=0.8)
    readings = [(0.0, 0.75), (0.1, 0.85), (0.2, 0.75), (0.3, 0.85)]
    assert [told for _average, told in run(smoother, readings)] == [False, True, False, True]


def test_who_is_forgotten_begins_anew() -> None:
    """The average of one who is kept goes on; of one who is not, it begins with the next."""
    smoother = Smoother(Steadiness(memory_s=1.0))
    smoother.step([3, 4], np.array([[1, 0], [1, 0]], np.float32), 0.0)
    smoother.keep({4})
    averages, _steady = smoother.step([3, 4], np.array([[0, 1], [0, 1]], np.float32), 1.0)
    assert averages[:, 0] == pytest.approx([0, math.exp(-1)])

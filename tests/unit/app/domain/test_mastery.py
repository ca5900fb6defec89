"""When a goal is mastered, and what could only look like it."""

from math import comb

import pytest

from fakes.outcomes import answered, outcome, trial
from pyojeong.app.domain.mastery import (
    by_guessing,
    by_one_picture,
    by_position,
    in_view,
    reached,
    shortcuts,
)
from pyojeong.app.domain.trial import Outcome


def three(*rights: list[bool], days: tuple[int, ...] = (0, 2, 4)) -> list[Outcome]:
    """Return three sessions' outcomes."""
    return [
        one
        for session, (some, day) in enumerate(zip(rights, days, strict=True))
        for one in answered(some, session=session, day=day, start=10 * session)
    ]


def test_ninety_percent_three_times() -> None:
    """Nine of ten right without help in three sessions running, on several days, is mastery."""
    nine = [True] * 9 + [False]
    assert reached(three(nine, nine, nine))


@pytest.mark.parametrize("weak", [0, 1, 2])
def test_one_weaker_session(weak: int) -> None:
    """One session of the three below 90 % is not, wherever it lies."""
    sessions = [[True] * 10 for _ in range(3)]
    sessions[weak] = [True] * 8 + [False] * 2
    assert not reached(three(*sessions))


def test_earlier_errors_are_forgiven() -> None:
    """Only the last three sessions count."""
    before = answered([False] * 12, session=0)
    after = [one for s in (1, 2, 3) for one in answered([True] * 4, session=s, start=12 + 4 * s)]
    assert reached([*before, *after])


def test_in_view() -> None:
    """What is not of the last three sessions can be left out , and nothing else."""
    some = [one for s in range(5) for one in answered([True] * 4, session=s, start=4 * s)]
    assert in_view(some) == tuple(some[8:])
    assert in_view(some[:6]) == tuple(some[:6])


def test_too_few_trials() -> None:
    """Eleven trials are too few."""
    assert not reached(three([True] * 4, [True] * 4, [True] * 3))
    assert reached(three([True] * 4, [True] * 4, [True] * 4))


def test_one_day() -> None:
    """Three sessions of one day are one good day."""
    assert not reached(three([True] * 6, [True] * 6, [True] * 6, days=(0, 0, 0)))
    assert reached(three([True] * 6, [True] * 6, [True] * 6, days=(0, 0, 1)))


def test_prompted_answers_do_not_count() -> None:
    """What was shown first is not known."""
    helped = [
        one
        for s in range(3)
        for one in answered([True] * 6, session=s, prompt=1, prompted=True, start=6 * s)
    ]
    assert not reached(helped)


def test_guessing_is_the_binomial_tail() -> None:
    """The chance of a guesser, recomputed: 8 or more of 12 among three choices."""
    outcomes = answered([True] * 8 + [False] * 4)
    expected = sum(comb(12, k) * 2 ** (12 - k) for k in range(8, 13)) / 3**12
    assert by_guessing(outcomes) == pytest.approx(expected)
    assert "guessing" in shortcuts(answered([True] * 5 + [False] * 7))


def test_every_trial_has_its_own_chance() -> None:
    """Of three among 3 and one among 6 choices all right, or three of the four."""
    mixed = [outcome(trial(i, array=3 if i else 6)) for i in range(4)]
    every = 3.0**-3 / 6
    assert by_guessing(mixed) == pytest.approx(every)
    three = every + 3.0**-3 * 5 / 6 + 3 * (2 / 3) * 3.0**-2 / 6
    missed = [outcome(trial(0, array=6), right=False), *mixed[1:]]
    assert by_guessing(missed) == pytest.approx(three)


def test_one_place() -> None:
    """Right at two places of three and never at the third is a habit of the hand."""
    outcomes = [outcome(trial(i, answer=i % 3), right=i % 3 != 2) for i in range(12)]
    assert by_position(outcomes)
    assert "position" in shortcuts(outcomes)
    assert not by_position([outcome(trial(i, answer=i % 3)) for i in range(12)])


def test_a_place_tried_once() -> None:
    """One error at a place that was tried once says nothing."""
    outcomes = [outcome(trial(i, answer=0)) for i in range(5)] + [
        outcome(trial(5, answer=1), right=False)
    ]
    assert not by_position(outcomes)


def test_one_picture() -> None:
    """Right with one person, wrong with the others, is that person's picture."""
    known = [outcome(trial(i, person=0)) for i in range(9)]
    others = [outcome(trial(9 + i, person=1 + i), right=i == 0) for i in range(3)]
    assert by_one_picture([*known, *others])
    two = [outcome(trial(i, person=i % 2)) for i in range(12)]
    assert by_one_picture(two)
    assert not by_one_picture([outcome(trial(i, person=i % 4)) for i in range(12)])


def test_three_people_but_one_carries_it() -> None:
    """Three people told rightly, but without the commonest one fewer than eight of ten."""
    common = [outcome(trial(i, person=0)) for i in range(8)]
    others = [outcome(trial(8 + i, person=1 + i % 2), right=i < 2) for i in range(4)]
    assert by_one_picture([*common, *others])

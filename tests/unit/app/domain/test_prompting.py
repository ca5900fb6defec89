"""Help: most first, then later and later, then none."""

import pytest

from fakes.outcomes import answered
from pyojeong.app.domain.prompting import prompt_level, start_level
from pyojeong.app.domain.trial import DELAYS_S, UNPROMPTED, Outcome


def blocks(*rights: list[bool], prompt: int = 0) -> list[Outcome]:
    """Return teaching outcomes, a session each."""
    return [
        one
        for session, some in enumerate(rights)
        for one in answered(some, session=session, prompt=prompt, start=4 * session)
    ]


def test_delays_grow() -> None:
    """0, 1, 2, 3, 5 seconds, then no help: each good block one step less."""
    good = [True] * 4
    levels = [prompt_level(blocks(*[good] * n), (n, 0)) for n in range(8)]
    assert levels == [0, 1, 2, 3, 4, 5, 5, 5]
    assert [DELAYS_S[level] for level in levels[:5]] == [0, 1, 2, 3, 5]


def test_inside_a_block_help_stays() -> None:
    """Four right in a block bring less help in the next, not in this."""
    assert prompt_level(answered([True] * 4, prompt=0), (0, 0)) == 0
    assert prompt_level(answered([True] * 4, prompt=0), (0, 1)) == 1


def test_a_weak_block_keeps_the_help() -> None:
    """Three of four are 75 %, below 80: as before."""
    assert prompt_level(blocks([True, True, False, True]), (1, 0)) == 0


def test_two_errors_bring_help_at_once() -> None:
    """Two errors in a row: a step up in the same block, and no step down after it."""
    history = blocks([True] * 4, [True] * 4, [False, False])
    assert prompt_level(history, (2, 0)) == 1
    went_on = [*history, *answered([True] * 8, session=2, start=20)]
    assert prompt_level(went_on, (3, 0)) == 1


def test_one_error_between() -> None:
    """An error between right answers changes nothing."""
    history = blocks([True] * 4, [True] * 4, [False, True, False])
    assert prompt_level(history, (2, 0)) == 2


def test_errorless() -> None:
    """Errorless teaching goes back to most help after a single error."""
    history = blocks([True] * 4, [True] * 4, [False])
    assert prompt_level(history, (2, 0), errorless=True) == 0
    assert prompt_level(history, (2, 0)) == 2


def test_help_never_goes_below_the_most() -> None:
    """Errors at the most help leave it there."""
    assert prompt_level(blocks([False] * 6), (0, 0)) == 0


@pytest.mark.parametrize(("rights", "level"), [(3, UNPROMPTED), (2, 3), (1, 0), (0, 0)])
def test_start(rights: int, level: int) -> None:
    """Who can do it is not shown how; who cannot is not left to guess."""
    baseline = answered([True] * rights + [False] * (3 - rights), purpose="baseline")
    assert start_level(baseline) == level
    assert prompt_level(baseline, (1, 0)) == level


def test_start_without_baseline() -> None:
    """Without one, most help."""
    assert start_level([]) == 0

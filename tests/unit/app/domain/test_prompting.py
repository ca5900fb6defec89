"""Help: most first, then later and later, then none."""

import pytest

from fakes.outcomes import answered
from pyojeong.app.domain.prompting import UNPRACTISED, Block, start_level
from pyojeong.app.domain.tally import NOTHING, Tally
from pyojeong.app.domain.trial import DELAYS_S, UNPROMPTED, Outcome


def blocks(*rights: list[bool], prompt: int = 0) -> list[Outcome]:
    """Return teaching outcomes, a session each."""
    return [
        one
        for session, some in enumerate(rights)
        for one in answered(some, session=session, prompt=prompt, start=4 * session)
    ]


def level(outcomes: list[Outcome], block: Block, *, errorless: bool = False) -> int:
    """Return the level of help of a trial to come in a block, after these."""
    prompting = UNPRACTISED
    for one in outcomes:
        prompting = prompting.after(one)
    return prompting.level(block, errorless=errorless)


def test_delays_grow() -> None:
    """0, 1, 2, 3, 5 seconds, then no help: each good block one step less."""
    good = [True] * 4
    levels = [level(blocks(*[good] * n), (n, 0)) for n in range(8)]
    assert levels == [0, 1, 2, 3, 4, 5, 5, 5]
    assert [DELAYS_S[one] for one in levels[:5]] == [0, 1, 2, 3, 5]


def test_inside_a_block_help_stays() -> None:
    """Four right in a block bring less help in the next, not in this."""
    assert level(answered([True] * 4, prompt=0), (0, 0)) == 0
    assert level(answered([True] * 4, prompt=0), (0, 1)) == 1


def test_a_weak_block_keeps_the_help() -> None:
    """Three of four are 75 %, below 80: as before."""
    assert level(blocks([True, True, False, True]), (1, 0)) == 0


def test_two_errors_bring_help_at_once() -> None:
    """Two errors in a row: a step up in the same block, and no step down after it."""
    history = blocks([True] * 4, [True] * 4, [False, False])
    assert level(history, (2, 0)) == 1
    went_on = [*history, *answered([True] * 8, session=2, start=20)]
    assert level(went_on, (3, 0)) == 1


def test_one_error_between() -> None:
    """An error between right answers changes nothing."""
    history = blocks([True] * 4, [True] * 4, [False, True, False])
    assert level(history, (2, 0)) == 2


def test_errorless() -> None:
    """Errorless teaching goes back to most help after a single error."""
    history = blocks([True] * 4, [True] * 4, [False])
    assert level(history, (2, 0), errorless=True) == 0
    assert level(history, (2, 0)) == 2


def test_help_never_goes_below_the_most() -> None:
    """Errors at the most help leave it there."""
    assert level(blocks([False] * 6), (0, 0)) == 0


@pytest.mark.parametrize(("rights", "begins"), [(3, UNPROMPTED), (2, 3), (1, 0), (0, 0)])
def test_start(rights: int, begins: int) -> None:
    """Who can do it is not shown how; who cannot is not left to guess."""
    baseline = answered([True] * rights + [False] * (3 - rights), purpose="baseline")
    assert start_level(Tally(rights, 3)) == begins
    assert level(baseline, (1, 0)) == begins


def test_start_without_baseline() -> None:
    """Without one, most help."""
    assert start_level(NOTHING) == 0


def test_errors_run_on_into_the_next_block() -> None:
    """The last of a block and the first of the next are two in a row."""
    history = blocks([True] * 4, [True] * 4, [True, True, True, False], [False])
    assert level(history[:-1], (3, 0)) == 2
    assert level(history, (3, 0)) == 1


def test_a_change_of_the_rule() -> None:
    """A plan that becomes errorless helps as if it had always been so, and back again."""
    history = blocks([True] * 4, [True, True, False, True], [True] * 4)
    assert level(history, (3, 0)) == 2
    assert level(history, (3, 0), errorless=True) == 1


def test_what_is_asked_between_changes_nothing() -> None:
    """Once teaching has begun, probes lead to no other help."""
    history = blocks([True] * 4, [True] * 4)
    probed = answered([False] * 5, session=2, start=20, purpose="recheck")
    assert level([*history, *probed], (3, 0)) == level(history, (3, 0)) == 2

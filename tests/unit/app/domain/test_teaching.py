"""How the teaching of a goal goes, session by session."""

import pytest

from fakes.outcomes import answered
from pyojeong.app.domain.tally import NOTHING
from pyojeong.app.domain.teaching import UNTAUGHT, Teaching

NINE = [True] * 9 + [False]
EIGHT = [True] * 8 + [False] * 2


def taught(*rights: list[bool], prompted: bool = False) -> Teaching:
    """Return the teaching after sessions with such responses."""
    teaching = UNTAUGHT
    for session, some in enumerate(rights):
        for one in answered(some, session=session, prompt=1, prompted=prompted):
            teaching = teaching.after(one)
    return teaching


def test_the_last_session() -> None:
    """What is told is how it went last time."""
    assert taught().last == NOTHING
    assert taught(EIGHT, NINE).last == (9, 10)
    assert taught([True] * 3, prompted=True).last == (0, 3)


@pytest.mark.parametrize(
    ("rights", "good"),
    [([], 0), ([EIGHT], 0), ([NINE], 1), ([NINE, NINE], 2), ([NINE, EIGHT], 0),
     ([NINE, NINE, EIGHT, NINE], 1), ([NINE, NINE, [False]], 0)],
)  # fmt: skip
def test_sessions_running(rights: list[list[bool]], good: int) -> None:
    """Nine of ten right make a session good; one that is not ends the run."""
    assert taught(*rights).good == good

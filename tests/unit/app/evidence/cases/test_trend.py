"""The line through a phase, against SciPy's."""

from random import Random

import pytest
from scipy.stats import theilslopes

from pyojeong.app.evidence.cases import Line, trend


@pytest.mark.parametrize("seed", range(20))
def test_theil_sen_is_scipys(seed: int) -> None:
    """Slope and intercept are SciPy's, for points with ties in sessions with gaps."""
    rng = Random(seed)
    sessions = sorted(rng.sample(range(40), rng.randrange(2, 15)))
    points = [rng.randrange(6) / 5 for _ in sessions]
    found = trend(points, sessions)
    theirs = theilslopes(points, sessions, method="joint")
    assert found is not None
    assert (found.slope, found.intercept) == pytest.approx((theirs.slope, theirs.intercept))


def test_odd_session() -> None:
    """One session that went wrong does not tilt the line."""
    found = trend([0.1, 0.2, 0.3, 0.0, 0.5, 0.6, 0.7])
    assert found is not None
    assert (found.slope, found.intercept) == pytest.approx((0.1, 0.0))


def test_line_goes_on() -> None:
    """A line tells what would come next."""
    assert Line(0.2, 0.1).at(5) == pytest.approx(0.7)


@pytest.mark.parametrize(("points", "sessions"), [([], None), ([0.5], None), ([0.5, 0.7], [3, 3])])
def test_no_line(points: list[float], sessions: list[int] | None) -> None:
    """No point, one, or several of one session have no trend."""
    assert trend(points, sessions) is None

"""Baseline-corrected Tau, against the author's algorithm written out with SciPy."""

from random import Random

import pytest
from scipy.stats import kendalltau, theilslopes

from pyojeong.app.evidence.cases import corrected_tau

# Tarlow 2017, Behavior Modification 41:427-467, the data of the example of page 439
BEFORE = [33, 25, 17, 25, 14, 13, 14]
AFTER = [14, 15, 15, 4, 6, 9, 5, 4, 2, 2, 8, 11, 7]


def test_tarlow_2017() -> None:
    """The fall of the baseline is taken off: what looked like a fall in teaching was none."""
    found = corrected_tau(BEFORE, AFTER)
    assert found is not None
    line = theilslopes(BEFORE, range(1, 8), method="joint")
    left = [y - line.intercept - line.slope * (i + 1) for i, y in enumerate([*BEFORE, *AFTER])]
    theirs = kendalltau([0] * 7 + [1] * 13, [round(y, 9) for y in left])
    assert found.corrected
    assert found.trend_p is not None
    assert found.trend_p == pytest.approx(0.031419, abs=1e-6)  # with ties: by continuity
    assert found.tau == pytest.approx(theirs.statistic)
    assert found.tau > 0
    assert found.error == pytest.approx((2 / 20 * (1 - theirs.statistic**2)) ** 0.5)


def test_uncorrected() -> None:
    """Without a trend in the baseline it is plain tau-b between phase and points."""
    before, after = [3, 3, 4, 5, 5, 2], [5, 6, 3, 2, 4, 4]  # an example of SingleCaseES
    found = corrected_tau(before, after)
    assert found is not None
    assert not found.corrected
    assert found.tau == pytest.approx(kendalltau([0] * 6 + [1] * 6, before + after).statistic)


def test_line_that_goes_on() -> None:
    """A child who was learning anyway shows no effect: 0 (SingleCaseES, after Tarlow 2017)."""
    found = corrected_tau([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    assert found is not None
    assert (found.tau, found.p, found.corrected) == (0.0, 1.0, True)


def test_rounding_breaks_no_ties() -> None:
    """The same line in tenths is a line too, though no computer has exact tenths."""
    rising = [i / 10 for i in range(1, 11)]
    found = corrected_tau(rising[:5], rising[5:])
    assert found is not None
    assert (found.tau, found.p) == (0.0, 1.0)


def test_sessions_matter() -> None:
    """A baseline that rose in two sessions a week goes on rising through missed sessions."""
    before, after = [0.1, 0.2, 0.3, 0.4, 0.5], [0.7, 0.7, 0.8, 0.8, 0.8]
    close = corrected_tau(before, after)
    apart = corrected_tau(before, after, [1, 2, 3, 4, 5, 20, 21, 22, 23, 24])
    assert close is not None
    assert apart is not None
    assert apart.tau < close.tau


def test_interval() -> None:
    """The interval is tau and 1.96 errors, cut at 1; wider for more confidence."""
    usual, sure = corrected_tau(BEFORE, AFTER), corrected_tau(BEFORE, AFTER, confidence=0.99)
    assert usual is not None
    assert sure is not None
    assert usual.interval is not None
    assert sure.interval is not None
    assert usual.error is not None
    assert usual.interval.low == pytest.approx(usual.tau - 1.959964 * usual.error)
    assert usual.interval.high == 1.0
    assert sure.interval.low < usual.interval.low


def test_two_values() -> None:
    """All wrong before and all right after is tau 1, of which the published error says nothing."""
    found = corrected_tau([0.0] * 5, [1.0] * 5)
    assert found is not None
    assert (found.tau, found.error, found.interval, found.trend_p) == (1.0, None, None, None)


@pytest.mark.parametrize("points", [[0.0], [0.5], [1.0]])
def test_all_ties(points: list[float]) -> None:
    """Where nothing ever varies no effect is seen."""
    found = corrected_tau(points * 4, points * 6)
    assert found is not None
    assert (found.tau, found.p, found.corrected) == (0.0, 1.0, False)


def test_short() -> None:
    """One point each is told, and p says that it means nothing; an empty phase is None."""
    found = corrected_tau([0.2], [0.8])
    assert found is not None
    assert (found.tau, found.p) == (1.0, 1.0)
    assert corrected_tau([], [0.5]) is None
    assert corrected_tau([0.5], []) is None


def test_rarely_wrong() -> None:
    """Of 1,000 courses without any effect it finds one in about 5 % and not in many more."""
    rng = Random(3)
    found = [
        corrected_tau([rng.random() for _ in range(6)], [rng.random() for _ in range(12)])
        for _ in range(1000)
    ]
    assert sum(one is not None and one.p <= 0.05 for one in found) / 1000 < 0.08

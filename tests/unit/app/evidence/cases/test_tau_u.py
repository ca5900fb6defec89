"""Tau-U, against published examples."""

import pytest

from pyojeong.app.evidence.cases import tau_u


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        # Parker, Vannest and Davis 2011, second example
        ([3, 3, 4, 5], [4, 5, 6, 7, 7], 11 / 20),
        # documentation of Tau_U() in the R package SingleCaseES
        ([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29], 0.7380952),
        # Tarlow 2017, as SingleCaseES tests it: a line that goes on counts as 0.6
        ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 0.6),
    ],
)
def test_published(before: list[float], after: list[float], value: float) -> None:
    """The values are the published ones."""
    found = tau_u(before, after)
    assert found is not None
    assert found.value == pytest.approx(value, abs=5e-8)


def test_exceeds_one() -> None:
    """It can exceed 1 in size, and says so: a rise that turns into a fall (data of Tarlow 2017)."""
    found = tau_u([1, 2, 3, 4, 5], [2, 1, 0, 0, 0])
    assert found is not None
    assert found.value == pytest.approx(-31 / 25)
    assert "larger than 1" in found.warning


def test_edges() -> None:
    """An empty phase has none; one point each and all ties have."""
    assert tau_u([], [0.5]) is None
    assert tau_u([0.5], []) is None
    one, tied = tau_u([0.2], [0.8]), tau_u([0.5] * 4, [0.5] * 4)
    assert one is not None
    assert tied is not None
    assert (one.value, tied.value) == (1.0, 0.0)

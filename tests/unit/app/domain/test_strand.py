"""What is counted of a goal."""

from fakes.outcomes import answered, outcome, trial
from pyojeong.app.domain.strand import UNTOUCHED


def test_counts() -> None:
    """Every trial counts, whatever it was for; those that tracked are counted by themselves."""
    tracked, form = answered([True] * 2, purpose="track"), answered([True], purpose="form")
    strand = UNTOUCHED.after([*answered([True] * 3), *tracked, *form])
    assert (strand.trials, strand.tracked) == (6, 2)


def test_places() -> None:
    """An answer counts at its place, however few of the places are asked about."""
    strand = UNTOUCHED.after(outcome(trial(n, answer=n, array=4)) for n in (0, 3, 3))
    assert strand.places(3) == (1, 0, 0)
    assert strand.places(6) == (1, 0, 0, 2, 0, 0)
    assert UNTOUCHED.places(3) == (0, 0, 0)


def test_one_after_the_other() -> None:
    """It is the same however many outcomes are added at once."""
    some = answered([True, False, True, True])
    assert UNTOUCHED.after(some[:1]).after(some[1:]) == UNTOUCHED.after(some)

"""Confusions, pairs, prompt levels, reaction times, and the gap between faces and words."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fakes import histories
from fakes.classroom import START
from fakes.seen import counted, seen, wrong
from pyojeong.app.evidence.confusions import confusions
from pyojeong.app.evidence.gaps import gaps
from pyojeong.app.evidence.pairs import Pair, pairs
from pyojeong.app.evidence.periods import period_of
from pyojeong.app.evidence.prompting import prompt_levels
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.share import Share
from pyojeong.app.evidence.times import quantile, reaction_times

HISTORY = histories.seen(days=40)


def test_first_against_latest() -> None:
    """The first answers stand in one matrix, the latest in the other, with their days."""
    rows = [
        wrong(0, session=0),
        wrong(1, chosen="unsure", session=0),
        seen(2, session=1),
        seen(3, session=2),
    ]
    found = confusions(rows, window=2)
    assert dict(found.first.counts) == {("happy", "sad"): 1, ("happy", "unsure"): 1}
    assert dict(found.latest.counts) == {("happy", "happy"): 2}
    assert (found.first.right, found.latest.right, found.shared) == (0, 2, 0)
    assert (found.first.since, found.latest.until) == (date(2027, 3, 1), date(2027, 3, 3))
    assert found.asked == ("happy",)
    assert found.chosen == ("happy", "sad", "unsure")


def test_few_answers_are_in_both() -> None:
    """Where there are fewer answers than two windows, those in both are counted."""
    rows = counted(3, 0)
    assert confusions(rows, window=2).shared == 1
    assert confusions(rows, window=5).shared == 3
    assert confusions([], window=5).latest.n == 0


@given(st.lists(st.sampled_from(HISTORY), max_size=60), st.integers(1, 30))
def test_a_matrix_sums_to_its_answers(rows: list[Seen], window: int) -> None:
    """Both matrices have the same number of answers: the window, or all there are."""
    found = confusions(rows, window)
    assert found.first.n == found.latest.n <= window
    assert found.first.n == sum(found.first.asked(feeling) for feeling in found.asked)
    assert found.shared == max(0, 2 * found.first.n - _probes(rows))


def _probes(rows: list[Seen]) -> int:
    aside = ("different", "stronger")
    return sum(one.probe and one.exercise not in aside for one in rows)


def test_pairs_that_are_confused() -> None:
    """A pair is named once it happened twice, the commonest first, with all that was asked."""
    rows = [
        *(wrong(number, feeling="fear", chosen="surprise") for number in range(3)),
        *(wrong(3 + number, feeling="anger", chosen="disgust") for number in range(2)),
        wrong(5, feeling="sad", chosen="happy"),
        *counted(4, 0, start=6, feeling="fear"),
    ]
    assert pairs(rows) == (
        Pair("fear", "surprise", Share(3, 7)),
        Pair("anger", "disgust", Share(2, 2)),
    )
    assert pairs(rows, latest=4) == ()


def test_levels_of_help() -> None:
    """Trials of teaching are counted by week and level; probes are not."""
    rows = [
        seen(0, purpose="teach", prompt=0),
        seen(1, purpose="teach", prompt=5),
        seen(2, purpose="teach", prompt=5, session=7),
        seen(3),
    ]
    found = prompt_levels(rows)
    assert found.period == "week"
    assert [(one.since, one.counts) for one in found.levels] == [
        (date(2027, 3, 1), (1, 0, 0, 0, 0, 1)),
        (date(2027, 3, 8), (0, 0, 0, 0, 0, 1)),
    ]
    assert prompt_levels([seen()]).levels == ()


def test_times_of_right_answers_alone() -> None:
    """Only right answers without help are timed, and quartiles lie as they should."""
    rows = [seen(number, reaction_ms=1000 * (number + 1)) for number in range(5)]
    rows += [wrong(5, reaction_ms=90_000), seen(6, prompted=True, prompt=0, reaction_ms=1)]
    (spread,) = reaction_times(rows).spreads
    assert (spread.n, spread.lower, spread.median, spread.upper) == (5, 2000, 3000, 4000)
    assert (spread.low, spread.high) == (1200, 4800)
    assert reaction_times([]).spreads == ()


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=50), st.floats(0, 1))
def test_a_quantile_lies_between(times: list[int], share: float) -> None:
    """A quantile is never below the least, nor above the largest."""
    times.sort()
    assert times[0] <= quantile(times, share) <= times[-1]


def test_periods_grow_with_the_history() -> None:
    """A few weeks are shown by the week, two years by the month, more by the quarter."""
    assert period_of(START.date(), START.date()) == "week"
    assert period_of(START.date(), START.date() + timedelta(weeks=30)) == "month"
    assert period_of(START.date(), START.date() + timedelta(days=730)) == "month"
    assert period_of(START.date(), START.date() + timedelta(days=1200)) == "quarter"


def test_faces_against_words() -> None:
    """Matching needs no word; Korean and English words are counted apart."""
    rows = [
        *counted(20, 0, exercise="match", language=None),
        *counted(4, 16, start=20, exercise="name"),
        *counted(19, 1, start=40, exercise="find", language="en"),
        *counted(9, 0, start=60, exercise="change"),
        *counted(9, 0, start=70, exercise="match", language=None, purpose="teach"),
    ]
    found = gaps(rows)
    assert found.faces == Share(20, 20)
    assert dict(found.words) == {"ko": Share(4, 20), "en": Share(19, 20)}
    assert found.more["ko"].value == 0.8
    assert found.more["ko"].interval.low > 0
    assert found.more["en"].interval.low < 0 < found.more["en"].interval.high
    assert gaps([]).more == {}

"""Single-case statistics hold for every phase there can be."""

import math
from dataclasses import fields, is_dataclass
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pyojeong.app.evidence.cases import (
    BeforeAfter,
    Stratum,
    Tier,
    before_after,
    by_session,
    corrected_tau,
    criteria,
    describe,
    immediacy,
    kendall,
    nap,
    pnd,
    randomisation_test,
    risk_difference,
    tau,
    tau_u,
    trend,
)

SHARES = st.integers(1, 12).flatmap(lambda n: st.integers(0, n).map(lambda k: k / n))
PHASES = st.lists(SHARES, max_size=12)
FULL = st.lists(SHARES, min_size=1, max_size=12)


@given(before=FULL, after=FULL)
def test_turned_round(before: list[float], after: list[float]) -> None:
    """NAP of A and B and NAP of B and A add up to 1, and their intervals mirror each other."""
    there, back = nap(before, after), nap(after, before)
    assert there is not None
    assert back is not None
    assert there.value + back.value == pytest.approx(1)
    assert there.interval.low + back.interval.high == pytest.approx(1)


@given(before=FULL, after=FULL)
def test_tau_is_nap_rescaled(before: list[float], after: list[float]) -> None:
    """Tau is 2 NAP - 1, and lies with its interval within -1 and 1."""
    share, rescaled = nap(before, after), tau(before, after)
    assert share is not None
    assert rescaled is not None
    assert rescaled.value == pytest.approx(2 * share.value - 1)
    ends = rescaled.interval
    assert -1 <= ends.low <= rescaled.value + 1e-12
    assert rescaled.value - 1e-12 <= ends.high <= 1


@given(before=FULL, after=FULL)
def test_only_order_counts(before: list[float], after: list[float]) -> None:
    """Any rising change of the scale leaves PND, NAP, Tau and Tau-U as they are."""

    def other(points: list[float]) -> list[float]:
        return [math.exp(3 * point) - 7 for point in points]

    for statistic in (pnd, nap, tau, tau_u):
        assert statistic(other(before), other(after)) == statistic(before, after)


@given(points=PHASES)
def test_kendall_turned_round(points: list[float]) -> None:
    """Read backwards, a trend has the other sign and the same p; both stay in bounds."""
    there, back = kendall(range(len(points)), points), kendall(range(len(points)), points[::-1])
    if there is None or back is None:
        assert there is back
        assert len(set(points)) < 2
        return
    assert back.tau == pytest.approx(-there.tau)
    assert back.p == there.p
    assert -1 <= there.tau <= 1
    assert 0 < there.p <= 1


@given(before=PHASES, after=PHASES)
def test_said_not_nan(before: list[float], after: list[float]) -> None:
    """Whatever the phases, every number is finite, and None stands where a phase is empty."""
    told: list[object] = [pnd(before, after), nap(before, after), tau(before, after)]
    told += [tau_u(before, after), corrected_tau(before, after)]
    assert all((one is None) == (not before or not after) for one in told)
    assert all(math.isfinite(number) for one in told for number in numbers(one))
    more = [trend(before), describe(before), immediacy(before, after)]
    assert all(math.isfinite(number) for one in more for number in numbers(one))


def numbers(value: object) -> list[float]:
    """Return every number of a result, however deep."""
    if isinstance(value, float):
        return [value]
    if is_dataclass(value):
        return [n for field in fields(value) for n in numbers(getattr(value, field.name))]
    return []


@given(before=FULL, after=FULL)
def test_corrected_stays_in_bounds(before: list[float], after: list[float]) -> None:
    """Unlike Tau-U, the corrected Tau and its interval lie within -1 and 1."""
    found = corrected_tau(before, after)
    assert found is not None
    assert -1 <= found.tau <= 1
    assert 0 < found.p <= 1
    if found.interval:
        assert -1 <= found.interval.low <= found.tau <= found.interval.high <= 1


@given(data=st.data(), starts=st.lists(st.integers(2, 8), min_size=2, max_size=4, unique=True))
def test_randomisation_is_fair(data: st.DataObject, starts: list[int]) -> None:
    """If teaching does nothing, p is a or less in a share of a of all draws at most."""
    rows = [data.draw(st.lists(SHARES, min_size=8, max_size=8)) for _ in starts]
    draws = list(permutations(starts))
    ps = []
    for drawn in draws:
        tiers = [
            Tier(str(i), range(1, 9), row, start)
            for i, (row, start) in enumerate(zip(rows, drawn, strict=True))
        ]
        found = randomisation_test(tiers, draws)
        assert found is not None
        assert found.smallest <= found.p + 1e-12
        ps.append(found.p)
    assert all(sum(p <= a for p in ps) <= a * len(ps) + 1e-9 for a in ps)


@st.composite
def strata_of_probes(draw: st.DrawFn) -> Stratum:
    """Return a feeling's probes, on either side none to twelve."""
    before, after = draw(st.integers(0, 12)), draw(st.integers(0, 12))
    return Stratum(draw(st.integers(0, before)), before, draw(st.integers(0, after)), after)


STRATA = strata_of_probes()


@given(stratum=STRATA)
def test_before_after_stays_in_bounds(stratum: Stratum) -> None:
    """p, the difference and its ends are in order and in bounds."""
    found = before_after(stratum)
    assert (found is None) == (not (stratum.before and stratum.after))
    if found:
        within(found)


def within(found: BeforeAfter) -> None:
    """Check that what a test found is in order and in bounds."""
    assert 0 < found.p <= 1
    ends = found.difference.interval
    assert -1 <= ends.low <= found.difference.value + 1e-9
    assert found.difference.value - 1e-9 <= ends.high <= 1


@given(strata=st.lists(STRATA, min_size=1, max_size=3), which=st.integers(0, 2))
def test_one_more_right_is_more(strata: list[Stratum], which: int) -> None:
    """One more right after the start, in any stratum, never makes the difference smaller."""
    one = strata[which % len(strata)]
    assume(one.after_right < one.after and one.before)
    better = Stratum(one.before_right, one.before, one.after_right + 1, one.after)
    rest = [other for other in strata if other is not one]
    less, more = risk_difference([*rest, one]), risk_difference([*rest, better])
    assert less is not None
    assert more is not None
    assert more.value > less.value


@st.composite
def a_tier(draw: st.DrawFn) -> Tier:
    """Return a feeling's answers, one in each session in which it was asked about."""
    sessions = sorted(draw(st.sets(st.integers(0, 9), max_size=10)))
    points = [float(draw(st.booleans())) for _ in sessions]
    return Tier("", sessions, points, draw(st.none() | st.integers(0, 10)))


@settings(max_examples=50, deadline=None)
@given(tiers=st.lists(a_tier(), max_size=4))
def test_by_session_stays_in_bounds(tiers: list[Tier]) -> None:
    """Whatever was asked and missed, p, the difference and its ends are in bounds, or None is."""
    found = by_session(tiers)
    assert (found is None) == (not any(all(tier.split(tier.start)) for tier in tiers))
    if found:
        within(found)


@given(
    counts=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(8, 12)), max_size=5)
)
def test_criteria_agree_with_themselves(counts: list[tuple[int, int, int]]) -> None:
    """A design is met when, and only when, nothing needed for three attempts is wanting."""
    tiers = [
        Tier(str(i), range(start - before, start + after), [0.5] * (before + after), start)
        for i, (before, after, start) in enumerate(counts)
    ]
    found = criteria(tiers)
    assert found.experimental == (found.overall != "not met")
    full = {start for before, after, start in counts if min(before, after) >= 5}
    assert (found.overall == "met") == (len(full) >= 3)
    if not found.reasons:
        assert found.overall == "met"

"""What the What Works Clearinghouse's criteria say of a design."""

import pytest

from pyojeong.app.evidence.cases import Standard, Tier, criteria
from pyojeong.app.evidence.cases.criteria import (
    FEW_AFTER,
    FEW_BEFORE,
    FEW_STARTS,
    NOT_EXPERIMENTAL,
    NOTHING,
    RESERVED_AFTER,
    RESERVED_BEFORE,
)
from pyojeong.core.i18n import translate

FEELINGS = ("happy", "anger", "sad", "fear")


def design(*phases: tuple[int, int], starts: tuple[int, ...] | None = None) -> list[Tier]:
    """Return tiers with so many points before and after; by default they start one by one."""
    tiers = []
    for i, (name, (before, after)) in enumerate(zip(FEELINGS, phases, strict=False)):
        start = starts[i] if starts else 10 + i
        sessions = range(start - before, start + after)
        tiers.append(Tier(name, sessions, [0.5] * len(sessions), start))
    return tiers


def test_three_tiers_of_five() -> None:
    """Three staggered tiers of five points a phase meet the standards, and nothing is wanting."""
    found = criteria(design((5, 5), (6, 9), (7, 5)))
    assert found.overall is Standard.MET
    assert found.experimental
    assert found.starts == 3
    assert found.reasons == ()


@pytest.mark.parametrize(
    ("phases", "overall"),
    [
        (((5, 5), (5, 5), (4, 5)), Standard.RESERVATIONS),
        (((3, 3), (3, 3), (3, 3)), Standard.RESERVATIONS),
        (((5, 5), (5, 5), (5, 5), (2, 5)), Standard.MET),  # the fourth is one too many
        (((5, 5), (5, 5), (2, 5)), Standard.NOT_MET),
        (((5, 5), (5, 5)), Standard.NOT_MET),
    ],
)
def test_points_and_tiers(phases: tuple[tuple[int, int], ...], overall: Standard) -> None:
    """Five points a phase meet them, three with reservations, and it takes three such tiers."""
    assert criteria(design(*phases)).overall is overall


def test_not_staggered() -> None:
    """Three tiers that began at two times are two attempts."""
    found = criteria(design((5, 5), (5, 5), (5, 5), starts=(10, 10, 12)))
    assert not found.experimental
    assert found.overall is Standard.NOT_MET
    assert [(one.message, one.values["count"]) for one in found.reasons] == [(FEW_STARTS, 2)]


def test_ab() -> None:
    """One tier is an AB design, however long, and that is not experimental."""
    found = criteria(design((20, 20)))
    assert not found.experimental
    assert [one.message for one in found.reasons] == [NOT_EXPERIMENTAL, FEW_STARTS]
    assert found.points == {"happy": Standard.MET}


def test_reasons_name_what_is_wanting() -> None:
    """Each scarce phase is named with its points and what it takes."""
    found = criteria(design((3, 2), (0, 4), (5, 5)))
    told = [
        (one.tier, one.message, one.values["count"], one.values["needed"]) for one in found.reasons
    ]
    assert told == [
        (None, FEW_STARTS, 1, 3),
        ("happy", RESERVED_BEFORE, 3, 5),
        ("happy", FEW_AFTER, 2, 3),
        ("anger", FEW_BEFORE, 0, 3),
        ("anger", RESERVED_AFTER, 4, 5),
    ]


def test_reasons_can_be_filled() -> None:
    """Every reason's message takes its values, in English at least."""
    for phases in ((), ((20, 20),), ((3, 2), (0, 4), (5, 5))):
        for one in criteria(design(*phases)).reasons:
            assert "{" not in translate(one.message, "en").format(**one.values)


def test_not_begun() -> None:
    """A feeling that waits for its start, settled or not, is no attempt and no fault."""
    waiting = [Tier("fear", [1, 2], [0.5, 0.5], None), Tier("disgust", [1, 2], [0.5, 0.5], 9)]
    assert criteria(waiting).reasons == criteria([]).reasons
    assert [one.message for one in criteria([]).reasons] == [NOTHING]
    assert criteria(design((5, 5), (5, 5), (5, 5)) + waiting).overall is Standard.MET

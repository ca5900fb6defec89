"""What holds for any split that cuts no group."""

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fakes.prepared import fake_prepared, fake_row
from pyojeong.core.errors import DataError
from pyojeong.lab.prepared import Row
from pyojeong.lab.split import PARTS, Split, crossing, make_split

FRACTIONS = (0.6, 0.2, 0.2)

# A photo: its label, and whose it is (None: a person of its own).
photo = st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.integers(0, 8)))


def rows_of(photos: list[tuple[str, int | None]]) -> list[Row]:
    """Return rows; every third person is known by duplicates instead of by name."""
    return [
        fake_row(
            f"{label}/{i}",
            label,
            group=None if who is None or who % 3 == 0 else f"person {who}",
            same=None if who is None or who % 3 else f"file {who}",
        )
        for i, (label, who) in enumerate(photos)
    ]


def split_of(rows: list[Row], seed: int) -> Split:
    """Return the grouped split, or give up on data that cannot be split."""
    try:
        return make_split(fake_prepared(rows), FRACTIONS, seed, grouped=True)
    except DataError:
        assume(False)
        raise


@settings(max_examples=80, deadline=None)
@given(st.lists(photo, min_size=15, max_size=60), st.integers(0, 3))
def test_no_group_is_cut(photos: list[tuple[str, int | None]], seed: int) -> None:
    """Every photo is in exactly one part, every label in each, and no group in two."""
    rows = rows_of(photos)
    split = split_of(rows, seed)
    part = {key: name for name in PARTS for key in getattr(split, name)}
    assert sorted(part) == sorted(row.key for row in rows)
    assert len(part) == sum(len(getattr(split, name)) for name in PARTS)
    assert crossing(fake_prepared(rows), split) == []
    for person in {row.group for row in rows if row.group}:
        assert len({part[row.key] for row in rows if row.group == person}) == 1
    labels = {row.label for row in rows}
    for name in PARTS:
        assert {key[0] for key in getattr(split, name)} == labels


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(5, 60), min_size=2, max_size=5), st.integers(0, 3))
def test_fractions(counts: list[int], seed: int) -> None:
    """Without groups every label stands in every part within one photo of 6:2:2."""
    rows = [
        fake_row(f"{'abcde'[i]}/{j}", "abcde"[i]) for i, n in enumerate(counts) for j in range(n)
    ]
    split = make_split(fake_prepared(rows), FRACTIONS, seed, grouped=True)
    for name, fraction in zip(PARTS, FRACTIONS, strict=True):
        found = Counter(key[0] for key in getattr(split, name))
        for i, n in enumerate(counts):
            assert found["abcde"[i]] == pytest.approx(fraction * n, abs=1)


@settings(max_examples=40, deadline=None)
@given(st.lists(photo, min_size=15, max_size=40))
def test_order(photos: list[tuple[str, int | None]]) -> None:
    """The order of the rows changes nothing."""
    rows = rows_of(photos)
    split = split_of(rows, 1)
    assert split_of(sorted(rows, key=lambda row: row.key[::-1]), 1) == split

"""What is known of real photos, counted from their files alone."""

from pathlib import Path

import numpy as np

from pyojeong.lab.audit.copies import Copies, copies, nearest
from pyojeong.lab.audit.embedding import wholes
from pyojeong.lab.audit.looks import look
from pyojeong.lab.audit.suggest import suggest, two_labels
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.decisions import fingerprint
from pyojeong.lab.prepared import Row

EQUAL = 4  # pairs of equal bytes among the 2024 study's 1,200 photos


def test_six_emotions_has_four_pairs_of_equal_bytes(shared: Path) -> None:
    """The 2024 study's photos hold four pairs of equal bytes, each under one label."""
    dataset = open_dataset(str(shared / "data" / "six-emotions"), decided=False)
    rows = [
        Row(x.key, x.label, x.group, x.part, digest, pixels_sha256=digest)
        for x in dataset.photos
        for digest in [fingerprint(dataset, x)]
    ]
    none = nearest(wholes([], np.random.default_rng(0)))  # of no photo: equality needs no look
    found: Copies = copies(rows, {}, none, lambda _done, _all: None)
    assert [len(group) for group in found.exact] == [2] * EQUAL
    assert two_labels(rows, found) == []
    assert len(suggest(rows, found, ())) == EQUAL


def test_a_look_is_small() -> None:
    """A look of a photo takes few kilobytes, whatever the photo's size: 35,000 fit in memory."""
    one = look(np.zeros((480, 640, 3), np.uint8), None)
    assert sum(x.nbytes for x in (one.grey, one.layout, one.outside)) < 8000

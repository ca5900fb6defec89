"""Chance: people and faces."""

from collections import Counter

import dlib
import numpy as np

from pyojeong.core.labels import EIGHT, SIX
from pyojeong.drawn import random_face, random_identity, sample, to_pixels, to_svg
from pyojeong.drawn.people import frontal


def test_people_differ_in_everything() -> None:
    """Sixty people show every age and tone, and most kinds of hair."""
    people = [random_identity(np.random.default_rng(seed)) for seed in range(60)]
    assert {p.age for p in people} == {"child", "teen", "adult", "elder"}
    assert {p.tone for p in people} == set(range(1, 11))
    assert len({p.hair for p in people}) > 10
    assert 5 < sum(p.glasses != "none" for p in people) < 30


def test_children_have_no_beards() -> None:
    """Neither children nor teenagers wear a beard."""
    people = [random_identity(np.random.default_rng(seed)) for seed in range(200)]
    assert {p.age for p in people if p.beard != "none"} == {"adult", "elder"}


def test_intensity_is_drawn_from_0_4_to_1() -> None:
    """Without a given intensity, a smile's units act at 0.4 x 0.75 or more."""
    smiles = [random_face("happy", np.random.default_rng(seed)).units.au12 for seed in range(80)]
    assert min(smiles) >= 0.3
    assert min(smiles) < 0.45
    assert max(smiles) > 0.9


def test_samples_are_balanced() -> None:
    """Labels differ by at most one in number, and a person shows each label once."""
    faces = list(sample(44, 3, EIGHT))
    counts = Counter(one.label for one in faces)
    assert set(counts) == set(EIGHT)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert max(Counter((one.person, one.label) for one in faces).values()) == 1
    for person in {one.person for one in faces}:
        assert len({one.face.identity for one in faces if one.person == person}) == 1


def test_samples_are_deterministic() -> None:
    """A seed gives the same faces again, a larger set begins with the smaller, seeds differ."""
    assert list(sample(12, 7, SIX)) == list(sample(30, 7, SIX))[:12]
    assert list(sample(6, 7, SIX)) != list(sample(6, 8, SIX))


def test_dlib_finds_the_faces() -> None:
    """98 % or more of frontal faces are found by dlib at 256 px, without upsampling."""
    detect = dlib.get_frontal_face_detector()  # pyrefly: ignore[missing-attribute] - no stubs
    faces = [one.face for one in sample(150, 23, EIGHT)]
    found = sum(bool(len(detect(to_pixels(to_svg(frontal(face)), 256), 0))) for face in faces)
    assert found >= 0.98 * len(faces)

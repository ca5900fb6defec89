"""Golden pictures."""

import numpy as np
import pytest

from fakes.exported import CARD, pictures
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.drawn import sample, to_pixels, to_svg
from pyojeong.faces import open_detector
from pyojeong.lab import golden


def test_there_are_enough() -> None:
    """Each label is drawn equally often, and one picture is no more than one in a hundred."""
    assert pictures().shape == (golden.COUNT, CARD.size, CARD.size, 3)
    assert golden.COUNT >= 100
    assert golden.COUNT % len(EIGHT) == 0
    assert len(np.unique(pictures().reshape(golden.COUNT, -1), axis=0)) == golden.COUNT


def test_they_follow_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are cut as the card says: a wider margin shows a smaller face in the same size."""
    every = pictures()  # drawn once for all tests: before there are but two
    monkeypatch.setattr(golden, "COUNT", 2)
    wide = replace(CARD, crop=replace(CARD.crop, margin=0.4))
    assert golden.golden(CARD).tolist() == every[:2].tolist()
    assert golden.golden(wide).shape == (2, CARD.size, CARD.size, 3)
    assert np.abs(golden.golden(wide).astype(int) - every[:2]).mean() > 5


def test_the_box_is_a_detectors() -> None:
    """The box that is cut is where dlib finds drawn faces."""
    detector = open_detector("dlib-hog")
    drawn = (to_pixels(to_svg(one.face), golden.SIDE) for one in sample(6, golden.SEED, EIGHT))
    boxes = [face.box for pixels in drawn for face in detector.detect(pixels)[:1]]
    np.testing.assert_allclose(np.mean(boxes, axis=0), golden.FOUND.box, atol=12)

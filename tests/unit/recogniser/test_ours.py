"""The weights that come with Pyojeong: what their card says, and what they tell."""

from functools import cache

import numpy as np

from pyojeong.core.card import ModelCard
from pyojeong.core.images import Pixels
from pyojeong.core.labels import EIGHT
from pyojeong.drawn import sample, to_pixels, to_svg
from pyojeong.recogniser import Recogniser
from pyojeong.recogniser.model import OURS, Model

MOST = 8_000_000  # bytes: what the wheel may carry
SEED = 2027  # of faces that no training has drawn


@cache
def card() -> ModelCard:
    """Return the card within."""
    return Model.load().card


@cache
def drawn() -> tuple[tuple[str, Pixels], ...]:
    """Return drawn people, adults and children, with what they feel."""
    return tuple((one.label, to_pixels(to_svg(one.face), 200)) for one in sample(48, SEED))


def test_they_are_small() -> None:
    """The wheel carries at most 8 MB of weights, the card with them."""
    assert sum(path.stat().st_size for path in OURS.parent.iterdir()) < MOST


def test_the_card_says_all_of_it() -> None:
    """Labels, crops, data, licence, calibration."""
    assert card().labels == EIGHT
    assert [crop.detector for crop in (card().crop, *card().also)] == ["yunet", "dlib-hog"]
    assert all(name in card().data for name in ("fer2013", "six-emotions", "drawn"))
    assert card().licence != "unstated"
    assert card().calibration is not None


def test_every_result_has_its_n_and_interval() -> None:
    """Both counts of FER2013, and every label of every portion, pain too."""
    results = {(one.data, one.metric): one for one in card().results}
    private = "fer2013 test, faces by none"
    whole = results[private, "accuracy, the data set's own labels"]
    apart = results[private, "the same, without duplicates of training"]
    assert (whole.n, whole.n > apart.n) == (3589, True)
    assert ("six-emotions test, faces by yunet", "recall of pain") in results
    assert all(one.low <= one.value <= one.high and one.n > 0 for one in card().results)


def test_drawn_faces_are_told() -> None:
    """Of drawn people nobody has trained on, nineteen of twenty that dlib finds; it finds most."""
    recogniser = Recogniser.load(detector="dlib-hog")
    told = recogniser.recognise([pixels for _label, pixels in drawn()], every=False)
    pairs = [(row.label, label) for row, (label, _pixels) in zip(told, drawn(), strict=True)]
    found = [(answer, label) for answer, label in pairs if answer is not None]
    assert len(found) >= 0.8 * len(pairs)
    assert sum(answer == label for answer, label in found) >= 0.95 * len(found), found


def test_grey_is_told_as_colour_is() -> None:
    """Nothing of a feeling lies in the colour: nine of ten answers stay."""
    recogniser = Recogniser.load(detector="dlib-hog")
    weights = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
    greys = [
        np.repeat((pixels @ weights).round().astype(np.uint8)[:, :, None], 3, axis=2)
        for _label, pixels in drawn()
    ]
    colour = recogniser.recognise([pixels for _label, pixels in drawn()], every=False)
    grey = recogniser.recognise(greys, every=False)
    same = sum(one.label == other.label for one, other in zip(colour, grey, strict=True))
    assert same >= 0.9 * len(greys)

import pytest
from pydantic import ValidationError

from pyojeong.core.card import Calibration, ModelCard
from pyojeong.core.crops import CropSpec
from pyojeong.core.settings import replace

CARD = ModelCard(
    model="lenet5",
    labels=("happy", "sad"),
    size=64,
    mean=(0.5, 0.5, 0.5),
    std=(0.2, 0.2, 0.2),
    crop=CropSpec(),
    data="photos",
    weights_sha256="ab" * 32,
    run="0" * 16,
    version="0",
)
DOUBT = Calibration(
    n=237, temperature=1.7, coverage=0.9, set_threshold=0.1, right=0.9, not_sure_below=None
)


def test_calibrated_card_has_one_temperature() -> None:
    """A card's temperature is that of its calibration; another one is refused."""
    card = replace(CARD, temperature=1.7, calibration=DOUBT)
    assert ModelCard.model_validate_json(card.model_dump_json()) == card
    with pytest.raises(ValidationError, match="temperature must be that of its calibration"):
        replace(CARD, calibration=DOUBT)


def test_card_without_calibration_is_read() -> None:
    """A card of a model that was never calibrated says so by leaving it out."""
    text = CARD.model_dump_json(exclude={"calibration"})
    assert ModelCard.model_validate_json(text).calibration is None


def test_card_names_crops_of_other_detectors_in_order() -> None:
    """A card tells which other crops show the same part of the face, the next best first."""
    also = (CropSpec(detector="yunet", margin=0.1), CropSpec(detector="dlib-hog"))
    card = replace(CARD, also=also)
    assert ModelCard.model_validate_json(card.model_dump_json()).also == also
    assert CARD.also == ()


def test_card_of_before_the_export_is_read() -> None:
    """A card that a run wrote before there was an export knows of no file and no other crop."""
    text = CARD.model_dump_json(exclude={"also", "file_sha256"})
    assert ModelCard.model_validate_json(text) == CARD


def test_hash_of_the_file_is_one() -> None:
    """The hash of the ONNX file is 64 hexadecimal digits, or the card is refused."""
    assert replace(CARD, file_sha256="cd" * 32).file_sha256 == "cd" * 32
    with pytest.raises(ValidationError, match="file_sha256"):
        replace(CARD, file_sha256="CD")

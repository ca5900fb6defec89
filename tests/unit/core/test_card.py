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

"""ModelCard: everything a stranger needs to use a model rightly, in one JSON file."""

from typing import Literal, Self

from pydantic import Field, model_validator

from pyojeong.core.crops import CropSpec
from pyojeong.core.settings import Settings


class Score(Settings):
    """A measured value: what, on how many photos, and a 95 % interval."""

    metric: str
    data: str = Field(description="which photos, as 'six-emotions test'")
    n: int = Field(ge=1)
    value: float
    low: float = Field(description="lower end of the 95 % interval")
    high: float = Field(description="upper end of the 95 % interval")


class Calibration(Settings):
    """How the model doubts. Fitted on `n` validation photos; probabilities are calibrated ones."""

    n: int = Field(ge=1, description="validation photos it was fitted on")
    temperature: float = Field(gt=0, description="the logits are divided by it")
    coverage: float = Field(
        gt=0, lt=1, description="in how many photos a set of labels shall hold the true one"
    )
    set_threshold: float = Field(
        ge=0,
        le=1,
        description="labels from this probability on make the set, the most probable always; "
        "0: too few photos to tell, so every label belongs to it",
    )
    right: float = Field(gt=0, lt=1, description="how often its answers shall be right")
    not_sure_below: float | None = Field(
        ge=0, le=1, description="it answers from this probability on; null: no such one was found"
    )


class ModelCard(Settings):
    """Labels, input, crop, data, results, licence and checksum of one trained model."""

    model: str = Field(description="name in the model registry")
    labels: tuple[str, ...] = Field(min_length=2, description="in the order of the outputs")
    size: int = Field(ge=16, description="side of the input in pixels")
    mean: tuple[float, float, float] = Field(description="RGB, of values from 0 to 1")
    std: tuple[float, float, float] = Field(description="RGB, of values from 0 to 1")
    crop: CropSpec
    also: tuple[CropSpec, ...] = Field(
        (),
        description="crops of other detectors that show the same part of the face, the next best "
        "first",
    )
    temperature: float = Field(
        1.0, gt=0, description="the logits are divided by it before the softmax"
    )
    calibration: Calibration | None = Field(
        None, description="how it doubts; null: its probabilities are as they came"
    )
    precision: Literal["float32", "int8"] = Field(
        "float32", description="of the exported weights; int8 answers slightly otherwise"
    )
    data: str = Field(description="what it was trained on")
    licence: str = Field("unstated", description="licence of the weights, as far as it is known")
    results: tuple[Score, ...] = ()
    weights_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    file_sha256: str | None = Field(
        None,
        pattern=r"^[0-9a-f]{64}$",
        description="hash of the ONNX file, in the card beside it; null: the card within, which "
        "cannot hold the hash of what it is part of",
    )
    run: str = Field(description="hash of the Run's settings: the name of its folder")
    version: str = Field(description="version of Pyojeong that wrote the card")

    @model_validator(mode="after")
    def _one_temperature(self) -> Self:
        if self.calibration is not None and self.calibration.temperature != self.temperature:
            raise ValueError("the card's temperature must be that of its calibration")
        return self

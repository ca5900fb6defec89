"""ModelCard: everything a stranger needs to use a model rightly, in one JSON file."""

from pydantic import Field

from pyojeong.core.crops import CropSpec
from pyojeong.core.settings import Settings


class Score(Settings):
    """A measured proportion: what, on how many, and a 95 % interval."""

    metric: str
    data: str = Field(description="which photos, as 'six-emotions test'")
    n: int = Field(ge=1)
    value: float
    low: float = Field(description="lower end of the 95 % interval")
    high: float = Field(description="upper end of the 95 % interval")


class ModelCard(Settings):
    """Labels, input, crop, data, results, licence and checksum of one trained model."""

    model: str = Field(description="name in the model registry")
    labels: tuple[str, ...] = Field(min_length=2, description="in the order of the outputs")
    size: int = Field(ge=16, description="side of the input in pixels")
    mean: tuple[float, float, float] = Field(description="RGB, of values from 0 to 1")
    std: tuple[float, float, float] = Field(description="RGB, of values from 0 to 1")
    crop: CropSpec
    temperature: float = Field(
        1.0, gt=0, description="the logits are divided by it before the softmax"
    )
    data: str = Field(description="what it was trained on")
    licence: str = Field("unstated", description="licence of the weights, as far as it is known")
    results: tuple[Score, ...] = ()
    weights_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    run: str = Field(description="hash of the Run's settings: the name of its folder")
    version: str = Field(description="version of Pyojeong that wrote the card")

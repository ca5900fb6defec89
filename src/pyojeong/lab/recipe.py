"""Data, Training, Run, Study: frozen values with a stable hash.

A Training says how; a Run adds on what (a prepared data set and a written split, both by hash);
a Study says which Trainings are compared, stage after stage. The hash of a Run names its folder,
so that a finished Run is never trained twice.
"""

from typing import Literal

from pydantic import Field, model_validator

from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import SettingsError
from pyojeong.core.settings import Settings

Trainable = Literal["all", "head"]
Precision = Literal["auto", "32-true", "bf16-mixed", "16-mixed"]


class Data(Settings):
    """Which photos, how they are cropped, and how they are split."""

    source: str = Field(description="as `open_dataset` takes it: a path, or a name with a colon")
    crop: CropSpec = CropSpec()
    fractions: tuple[float, float, float] = Field(
        (0.6, 0.2, 0.2), description="training, validation, test; they add up to 1"
    )
    split: Literal["grouped", "study"] = Field(
        "grouped",
        description="never cut a group of duplicates or a person; or, as the 2024 study, photo by "
        "photo, so that duplicates cross",
    )
    seed: int = Field(7, ge=0, description="of the split alone")

    @model_validator(mode="after")
    def _whole(self) -> "Data":
        if abs(sum(self.fractions) - 1) > 1e-9 or min(self.fractions) <= 0:
            raise SettingsError(f"Split {self.fractions} must be three parts above 0 that make 1.")
        return self


class Weights(Settings):
    """Where a net's weights come from before training."""

    kind: Literal["none", "imagenet", "file", "run"] = "none"
    path: str | None = Field(None, exclude=True, description="of the file; no part of the hash")
    sha256: str | None = Field(None, description="of the file: what the hash stands on")


class Training(Settings):
    """How one net is trained."""

    model: str
    weights: Weights = Weights()
    trainable: Trainable = Field("all", description="`head`: the trunk is frozen, in eval mode")
    loss: str = "cross_entropy"
    optimizer: str = "adam"
    learning_rate: float = Field(1e-5, gt=0, le=10)
    schedule: str = "plateau"
    augment: str = "study_2024"
    size: int = Field(224, ge=16, le=1024, description="side of the net's input in pixels")
    epochs: int = Field(30, ge=1)
    batch: int = Field(16, ge=2)
    seed: int = Field(0, ge=0)
    precision: Precision = Field("auto", description="bf16 or fp16 where the device has it")


class Run(Settings):
    """One training of one net on one written split: the unit that is hashed and resumed."""

    training: Training
    data: str = Field(description="content hash of the prepared data set")
    split: str = Field(description="hash of the written split")
    labels: tuple[str, ...] = Field(min_length=2, description="in the order of the outputs")


class Study(Settings):
    """Stages: models -> losses on the best model -> optimizers on the best loss -> final -> test.

    A stage replaces one field of the best Training so far; the best is the highest validation
    accuracy of any epoch (as in the 2024 study), the first named where several are equal.
    """

    name: str = Field(pattern=r"^[a-z0-9_-]+$")
    title: str
    data: Data
    base: Training
    models: tuple[str, ...] = Field(min_length=1)
    losses: tuple[str, ...] = Field(min_length=1)
    optimizers: tuple[str, ...] = Field(min_length=1)
    weights: dict[str, Weights] = Field(
        default_factory=dict[str, Weights],
        description="a model's own weights, where they are not the base's",
    )

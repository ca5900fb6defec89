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
Keep = Literal["best", "last"]
Pair = tuple[str, str]  # two labels that are taken for each other
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
    smaller: tuple[int, ...] = Field(
        (),
        description="sides of the input in the earlier epochs, before `size`, an equal share of "
        "the epochs each: most is learnt from small photos, at a fraction of the work",
    )
    epochs: int = Field(30, ge=1)
    batch: int = Field(16, ge=2)
    seed: int = Field(0, ge=0)
    precision: Precision = Field("auto", description="bf16 or fp16 where the device has it")
    keep: Keep = Field(
        "best",
        description="the epoch whose weights and predictions are the Run's: that of the highest "
        "validation accuracy, or the last, which nobody chose by a score",
    )
    pairs: tuple[Pair, ...] = Field((), description="labels that a pair-focused loss holds apart")
    precise_norms: bool = Field(
        False,
        description="measure the batch norms' means and variances anew, before an epoch that may "
        "be kept is scored: on training photos as they are, not as augmented ones ran by",
    )

    def size_in(self, epoch: int) -> int:
        """Return the side of the input in an epoch, from 1; progressive resizing, Howard 2018."""
        sizes = (*self.smaller, self.size)
        return sizes[(epoch - 1) * len(sizes) // self.epochs]

    def may_keep(self, epoch: int) -> bool:
        """Return whether an epoch, from 1, may be the one whose weights are kept."""
        return self.keep == "best" or epoch == self.epochs


class Own(Settings):
    """What one net of a study does otherwise than the study's base; None is as the base has it."""

    weights: Weights | None = None
    trainable: Trainable | None = None
    augment: str | None = None
    size: int | None = None
    epochs: int | None = None
    batch: int | None = None


class Comparison(Settings):
    """How the candidates of a stage are compared, and what decides between them."""

    folds: int = Field(
        1,
        ge=1,
        description="1: trained on the training part, scored on the validation part; more: "
        "cross-validated on both together, the same folds for all",
    )
    seeds: int = Field(1, ge=1, description="trainings of each candidate on each fold")
    learning_rates: tuple[float, ...] = Field(
        (),
        description="tried by every candidate on the training photos of each fold; none: the "
        "base's learning rate for all",
    )
    rule: Literal["highest", "simplest_tie"] = Field(
        "highest",
        description="the highest accuracy, as in the 2024 study; or, of all that cannot be told "
        "from it, the one of fewest operations, and of equals the first named",
    )

    @model_validator(mode="after")
    def _sound(self) -> "Comparison":
        if any(rate <= 0 for rate in self.learning_rates):
            raise SettingsError("A learning rate to be tried must be above 0.")
        return self


class Run(Settings):
    """One training of one net on one written split: the unit that is hashed and resumed."""

    training: Training
    data: str = Field(description="content hash of the prepared data set")
    split: str = Field(description="hash of the written split")
    labels: tuple[str, ...] = Field(min_length=2, description="in the order of the outputs")


class Study(Settings):
    """Stages: models -> losses on the best model -> optimizers on the best loss -> final -> test.

    A stage replaces one field of the best Training so far. With `pairs` one more stage measures
    whether a loss that holds confused pairs apart does so.
    """

    name: str = Field(pattern=r"^[a-z0-9_-]+$")
    title: str
    data: Data
    base: Training
    models: tuple[str, ...] = Field(min_length=1)
    losses: tuple[str, ...] = Field(min_length=1)
    optimizers: tuple[str, ...] = Field(min_length=1)
    own: dict[str, Own] = Field(default_factory=dict[str, Own], description="by a model's name")
    comparison: Comparison = Comparison()
    pairs: tuple[Pair, ...] = Field(
        (), description="pairs to hold apart, beside those that turn out to be confused most"
    )
    audit: bool = Field(False, description="look through the photos before anything is trained")
    controls: bool = Field(
        False, description="also train on what is no face, and on labels dealt out by chance"
    )


class Portion(Settings):
    """One data set of a Blend: what is taken of it, and what nobody looked for in it."""

    name: str = Field(pattern=r"^[a-z0-9_-]+$")
    source: str | None = Field(description="as `open_dataset` takes it; null: it must be given")
    crops: tuple[CropSpec, ...] = Field(
        min_length=1, description="each cuts every photo; the first one's faces are split"
    )
    repeats: int = Field(1, ge=1, description="how often an epoch sees each training crop")
    validates: bool = Field(True, description="whether its validation photos calibrate the net")
    hidden: dict[str, tuple[str, ...]] = Field(
        default_factory=dict[str, tuple[str, ...]],
        description="a label that the data set lacks: among whose photos such faces may hide, so "
        "that there it counts neither as right nor as wrong",
    )
    fractions: tuple[float, float, float] = Field((0.6, 0.2, 0.2), description="as Data has them")
    seed: int = Field(7, ge=0, description="of the split, where the data set names no parts")


class Blend(Settings):
    """One net from several data sets, with the labels of all of them."""

    name: str = Field(pattern=r"^[a-z0-9_-]+$")
    title: str
    labels: tuple[str, ...] = Field(min_length=2)
    portions: tuple[Portion, ...] = Field(min_length=1)
    crop: CropSpec = Field(description="how faces are cut out where the net is used")
    also: tuple[CropSpec, ...] = Field(
        (), description="the same part of the face, as others find it"
    )
    training: Training
    after: str | None = Field(
        None, description="the blend whose Run it goes on from: its weights must be given"
    )

"""CropSpec: how a face is cut out of a photo. It travels inside the ModelCard."""

from typing import Literal

from pydantic import Field

from pyojeong.core.settings import Settings

Missing = Literal["whole", "skip", "centre"]


class CropSpec(Settings):
    """The crop as a contract: the same in training, in Python, in ONNX and in the mirror.

    The photo is opened as RGB, turned upright by its EXIF tag. The detector gives boxes; the box
    that `choose` names is widened by `margin` of its own width and height on every side, made
    square about its centre if `square`, clipped to the photo, and resampled to `size` x `size`.
    """

    detector: str = Field("yunet", description="name in the detector registry")
    choose: Literal["first", "largest"] = Field(
        "largest",
        description="which box when there are several: as the detector lists them, or "
        "by area; the 2024 study took the first",
    )
    margin: float = Field(0.0, ge=0, le=1, description="fraction of the box's side, each side")
    square: bool = Field(False, description="widen the shorter side to the longer before clipping")
    size: int = Field(224, ge=16, le=1024, description="side of the crop in pixels")
    missing: Missing = Field(
        "skip",
        description="where no face is found: the whole photo (the 2024 study), no row at "
        "all, or the photo's central square",
    )


# The crop of the 2024 study (design note 1): first box, clipped, whole photo where none is found.
STUDY_2024 = CropSpec(detector="dlib-hog", choose="first", missing="whole")

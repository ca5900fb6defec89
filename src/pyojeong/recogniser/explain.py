"""Why: which part of a face an answer hangs on, measured by hiding parts of the crop.

Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2: a
flat square slides over the picture, and the probability of the answer is mapped where it stood.
Beside the squares the brows, eyes, nose and mouth are hidden, each as a whole: that is a
measurement, where a map is a picture.

It shows what this model's answer hangs on in this one picture; not what the person feels, and not
what a face must show. Parts that can stand in for each other both stay unseen, for hiding one
leaves the other; and a crop with a flat patch is unlike all that the model has learnt from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from pyojeong.core.card import ModelCard
from pyojeong.core.crops import CropSpec
from pyojeong.core.images import Pixels
from pyojeong.faces import Face
from pyojeong.faces.crop import Crop, crop_face, resample
from pyojeong.recogniser.regions import Mask, Part, parts_of
from pyojeong.recogniser.result import Faces

Place = Part | Literal["elsewhere"]

PATCH = 1 / 4  # of the crop's side: about as much as one eye with its brow, or half a mouth
STEPS = 10  # patches along a side, two thirds of each over the next
CLEAR = 0.1  # of a patch may lie on the four parts, where it stands for elsewhere
LEAST = 0.2  # of the answer's probability must go with a part, for the answer to hang on it
BESIDE = 0.5  # of the largest fall: a part with as much is named beside the first

Floats = npt.NDArray[np.float32]


class Answers(Protocol):
    """What can be explained: Model, or a net of the lab in the same clothes."""

    @property
    def card(self) -> ModelCard:
        """Its labels and the side of its input."""
        ...

    def probabilities(self, crops: Pixels) -> Floats:
        """Return float32 [crop, label] of uint8 [crop, size, size, 3] RGB."""
        ...


@dataclass(frozen=True, eq=False)
class Explanation:
    """What an answer hangs on.

    pixels: uint8 [size, size, 3] RGB, the crop as the model sees it. label: the answer.
    probability: of it. map: float32 [size, size], by how much the probability falls while a patch
    hides the pixel, in the mean of the patches that do: -1 to 1. hidden: the answer's probability
    with one part hidden; `elsewhere` is the one patch clear of all four that costs most, and is
    not there where the four leave no room. Empty where nobody knows where the parts lie.
    """

    pixels: Pixels
    label: str
    probability: float
    map: Floats
    hidden: Mapping[Place, float]

    @property
    def falls(self) -> dict[Place, float]:
        """By how much the probability falls with each part hidden, 0 to 1; a rise is 0."""
        return {place: max(0.0, self.probability - left) for place, left in self.hidden.items()}

    @property
    def share(self) -> dict[Place, float]:
        """Each part's share of all the falls; they sum to 1, or are 0 where nothing falls."""
        total = sum(self.falls.values())
        return {place: fall / total if total else 0.0 for place, fall in self.falls.items()}

    @property
    def main(self) -> tuple[Place, ...]:
        """The part that the answer hangs on, or the two; none where there are more, or none."""
        strongest = max(self.falls.values(), default=0.0)
        if strongest < LEAST * self.probability:
            return ()
        named = tuple(place for place, fall in self.falls.items() if fall >= BESIDE * strongest)
        return named if len(named) == 1 or (len(named) == 2 and "elsewhere" not in named) else ()


def explain(model: Answers, crop: Crop) -> Explanation:
    """Hide one part of a crop after the other, and see what becomes of the answer.

    Args:
        model: what answers, about a hundred times, in one call.
        crop: a face as `crop_face` cut it.
    """
    size = model.card.size
    pixels = resample(crop.pixels, size)
    patches, parts = _patches(size), parts_of(crop, size)
    masks = np.stack([np.zeros((size, size), bool), *patches, *parts.values()])
    told = model.probabilities(_hide(pixels, masks))
    answer = int(told[0].argmax())
    whole, left = float(told[0, answer]), told[1 : 1 + len(patches), answer]
    hidden: dict[Place, float] = dict(
        zip(parts, told[1 + len(patches) :, answer].tolist(), strict=True)
    )
    clear = _clear(patches, list(parts.values()))
    if clear.any():
        hidden["elsewhere"] = float(left[clear].min())
    return Explanation(
        pixels=pixels,
        label=model.card.labels[answer],
        probability=whole,
        map=_mean_by_pixel(whole - left, patches),
        hidden=hidden,
    )


def explain_faces(
    model: Answers, spec: CropSpec, pixels: Pixels, faces: Faces
) -> list[Explanation | None]:
    """Explain each row of one picture; None where it has no answer.

    Args:
        model: the one that answered.
        spec: the crop that it was given, as `Recogniser.crop`.
        pixels: the picture, uint8 [height, width, 3] RGB, upright.
        faces: its rows.
    """
    explanations: list[Explanation | None] = []
    for row in faces:
        found = [Face(row.box, row.score or 0.0, row.landmarks)] if row.box else []
        crop = crop_face(pixels, found if row.happened == "face" else [], spec)
        told = crop is not None and row.label is not None
        explanations.append(explain(model, crop) if told else None)
    return explanations


def _patches(size: int) -> Mask:
    """Return what each patch hides, bool [STEPS * STEPS, size, size], row after row."""
    side = round(PATCH * size)
    starts = np.linspace(0, size - side, STEPS).round().astype(int)
    patches = np.zeros((STEPS * STEPS, size, size), bool)
    for index, (top, left) in enumerate((top, left) for top in starts for left in starts):
        patches[index, top : top + side, left : left + side] = True
    return patches


def _hide(pixels: Pixels, masks: Mask) -> Pixels:
    """Return uint8 [mask, size, size, 3]: each mask filled with the crop's own mean colour."""
    mean = pixels.mean(axis=(0, 1)).round().astype(np.uint8)
    return np.where(masks[..., None], mean, pixels)


def _clear(patches: Mask, parts: Sequence[Mask]) -> Mask:
    """Return which patches stand for elsewhere, bool [patch]; none where no part is known."""
    if not parts:
        return np.zeros(len(patches), bool)
    over = patches[:, np.any(parts, axis=0)].sum(axis=1)
    return np.asarray(over <= CLEAR * patches.sum(axis=(1, 2)))


def _mean_by_pixel(values: Floats, patches: Mask) -> Floats:
    """Return the mean value of the patches over each pixel, float32 [size, size]."""
    total = np.tensordot(values, patches.astype(np.float32), axes=1)
    return np.asarray(total / patches.sum(axis=0), np.float32)

"""Why: which part of a face an answer hangs on, measured by hiding parts of the crop.

Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2: a
flat square slides over the picture, and the probability of the answer is mapped where it stood.
Beside the squares the brows, eyes, nose and mouth are hidden, each as a whole: that is a
measurement, where a map is a picture.

It shows what this model's answer hangs on in this one picture; not what the person feels, and not
what a face must show. Parts that can stand in for each other both stay unseen, for hiding one
leaves the other; and a crop with a flat patch is unlike all that the model has learnt from, so that
another colour of the patch can give another answer: benchmarks/explain.py measures how far to trust
it, on faces whose parts can be relaxed instead of hidden.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
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
LEFT = 0.5  # of a patch must lie beside the four parts, for that rest to count as a place
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
    with one part hidden; `elsewhere` is that patch beside the four that costs most, left out where
    they leave no room. Empty where nobody knows where the parts lie.
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
        model: what answers, about 120 times, in one call.
        crop: a face as `crop_face` cut it.
    """
    size = model.card.size
    pixels = resample(crop.pixels, size)
    patches, parts = _patches(size, STEPS), parts_of(crop, size)
    rest = _rest(list(parts.values()), size)
    nothing = np.zeros((1, size, size), bool)
    masks = [nothing, patches, *(mask[None] for mask in parts.values()), rest]
    told = model.probabilities(_hide(pixels, np.concatenate(masks), model.card.mean))
    answer = int(told[0].argmax())
    whole, by_patch, others = np.split(told[:, answer], [1, 1 + len(patches)])
    by_part, by_rest = np.split(others, [len(parts)])
    hidden: dict[Place, float] = dict(zip(parts, by_part.tolist(), strict=True))
    if len(rest):
        hidden["elsewhere"] = float(by_rest.min())
    return Explanation(
        pixels=pixels,
        label=model.card.labels[answer],
        probability=float(whole[0]),
        map=_mean_by_pixel(whole - by_patch, patches),
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
        points = None if row.landmarks is None else np.array(row.landmarks, np.float32)
        found = [Face(row.box, row.score or 0.0, points)] if row.box else []
        crop = crop_face(pixels, found if row.happened == "face" else [], spec)
        told = crop is not None and row.label is not None
        explanations.append(explain(model, crop) if told else None)
    return explanations


def _patches(size: int, steps: int) -> Mask:
    """Return what each patch hides, bool [steps * steps, size, size], row after row."""
    side = math.ceil(PATCH * size)
    starts = np.linspace(0, size - side, steps).round().astype(int)
    patches = np.zeros((steps * steps, size, size), bool)
    for index, (top, left) in enumerate(product(starts, starts)):
        patches[index, top : top + side, left : left + side] = True
    return patches


def _rest(parts: Sequence[Mask], size: int) -> Mask:
    """Return what the parts leave of patches side by side, bool [patch, size, size]."""
    patches = _patches(size, round(1 / PATCH))
    free = patches & ~np.any(parts, axis=0) if parts else patches[:0]
    return free[free.sum(axis=(1, 2)) >= LEFT * patches[0].sum()]


def _hide(pixels: Pixels, masks: Mask, mean: tuple[float, float, float]) -> Pixels:
    """Return uint8 [mask, size, size, 3]: each mask filled with the colour that normalises to 0.

    That is the paper's grey. Tried were the crop's own mean colour too, which did worse, and
    blurring the crop, which did no better.
    """
    grey = np.array(mean) * 255
    return np.where(masks[..., None], grey.round().astype(np.uint8), pixels)


def _mean_by_pixel(values: Floats, patches: Mask) -> Floats:
    """Return the mean value of the patches over each pixel, float32 [size, size]."""
    total = np.tensordot(values, patches.astype(np.float32), axes=1)
    return np.asarray(total / patches.sum(axis=0), np.float32)

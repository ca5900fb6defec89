"""Photos unlike the others: too small, blurred, too dark or light, long, or strange."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from pyojeong.core.settings import Settings
from pyojeong.lab.audit.copies import Near
from pyojeong.lab.audit.looks import Look
from pyojeong.lab.prepared import Row

Kind = Literal["small", "blurred", "dark", "light", "long", "strange"]

SMALL = 48  # pixels of a photo's shorter side: FER2013's, the smallest in use
SMALL_FACE = 32  # pixels of a face's box
LONG = 3.0  # longer side over shorter
# Luminance, 0 to 255, of whole photos. Never of the face: skin is dark or light by itself.
DARK = 64.0  # nine pixels in ten are darker
LIGHT = 224.0  # nine in ten are lighter
# Modified z score of Iglewicz and Hoaglin 1993, who advise 3.5; these are not normal, and their
# tails are long.
FAR = 5.0


class Outlier(Settings):
    """One photo, and in what it is unlike the others."""

    key: str
    label: str
    kinds: tuple[Kind, ...]


def outliers(rows: Sequence[Row], looks: Mapping[int, Look], near: Near) -> tuple[Outlier, ...]:
    """Return the photos that someone should look at, in the data set's order.

    Args:
        rows: of all photos.
        looks: by index in `rows`, of those that can be read.
        near: nearest neighbours, in the order of `looks`; a photo far from all is strange.
    """
    sharp = np.log([max(look.sharpness, 1e-3) for look in looks.values()])
    alone = (
        np.log(np.maximum(near.distance.mean(axis=1), 1e-6)) if near.distance.size else sharp * 0
    )
    blurred, strange = _score(-sharp) > FAR, _score(alone) > FAR
    found: list[Outlier] = []
    for place, (i, look) in enumerate(looks.items()):
        row = rows[i]
        sides = (row.width or 1, row.height or 1)
        face = min(row.box[2] - row.box[0], row.box[3] - row.box[1]) if row.box else None
        signs: dict[Kind, bool] = {
            "small": min(sides) < SMALL or (face is not None and face < SMALL_FACE),
            "blurred": bool(blurred[place]),
            "dark": look.dark < DARK,
            "light": look.light > LIGHT,
            "long": max(sides) / min(sides) > LONG,
            "strange": bool(strange[place]),
        }
        kinds = tuple(kind for kind, shown in signs.items() if shown)
        if kinds:
            found.append(Outlier(key=row.key, label=row.label, kinds=kinds))
    return tuple(found)


def _score(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return how many deviations each value lies above the median, by the median deviation."""
    if not len(values):
        return values
    middle = np.median(values)
    spread = np.median(np.abs(values - middle))
    return 0.6745 * (values - middle) / spread if spread > 0 else np.zeros_like(values)

"""Where brows, eyes, nose and mouth lie in a crop.

Five landmarks span the face's own frame: u runs along the eyes, from the right one (-0.5) to the
left one (0.5), v from the line between the eyes (0) to that of the mouth's corners (1). So the
parts follow a head that is tilted or turned.
"""

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from pyojeong.faces.crop import Crop

Part = Literal["brows", "eyes", "nose", "mouth"]
Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]

PARTS: tuple[Part, ...] = get_args(Part)

# Ranges of u and v, which do not overlap. Measured by benchmarks/regions.py on 160 drawn faces,
# whose parts are known to the pixel: whatever a face shows, the middle one has at least 94 % of its
# brows, eyes and mouth in these, and the lower two thirds of its nose: the bridge lies between the
# eyes. They are wider than drawn parts, as real mouths and brows are.
RANGES: dict[Part, tuple[float, float, float, float]] = {
    "brows": (-0.95, 0.95, -0.70, -0.20),
    "eyes": (-0.90, 0.90, -0.20, 0.22),
    "nose": (-0.40, 0.40, 0.22, 0.82),
    "mouth": (-0.65, 0.65, 0.82, 1.50),
}

# Where the landmarks lie in the boxes of a detector that gives none, as fractions of the box:
# medians of the same faces, left and right made equal. On real photos the medians of YuNet's
# landmarks in dlib's boxes lie within 0.03 of these.
USUAL = np.array([(0.255, 0.27), (0.745, 0.27), (0.5, 0.565), (0.305, 0.72), (0.695, 0.72)])

FLAT = 0.02  # of the crop's area: a profile's landmarks span less, and no frame


def parts_of(crop: Crop, size: int) -> dict[Part, Mask]:
    """Return which pixels each part takes, bool [size, size] of a crop resampled to `size`.

    Empty where nobody knows: no face was found, or its landmarks lie on one line.
    """
    points = landmarks_in(crop)
    if points is None:
        return {}
    frame = np.stack([points[1] - points[0], points[3:].mean(axis=0) - points[:2].mean(axis=0)])
    if abs(np.linalg.det(frame)) < FLAT:
        return {}
    middles = (np.arange(size) + 0.5) / size
    grid = np.stack(np.meshgrid(middles, middles), axis=-1)
    seen = (grid - points[:2].mean(axis=0)) @ np.linalg.inv(frame)
    tip = ((points[2] - points[:2].mean(axis=0)) @ np.linalg.inv(frame))[0]
    return {part: _within(seen, part, tip) for part in PARTS}


def landmarks_in(crop: Crop) -> Points | None:
    """Return five landmarks as fractions of the crop's sides, float64 [5, 2]; None without a face.

    The detector's own where it gives any, otherwise those that are usual in its boxes.
    """
    if crop.face is None:
        return None
    left, top, right, bottom = crop.face.box
    points = crop.face.landmarks
    if points is None:
        points = USUAL * (right - left, bottom - top) + (left, top)
    first, upper, last, lower = crop.box
    return np.asarray((points - (first, upper)) / (last - first, lower - upper), np.float64)


def _within(seen: Points, part: Part, tip: float) -> Mask:
    """Return which points, float64 [..., 2] of u and v, lie within a part's ranges."""
    first, last, upper, lower = RANGES[part]
    if part == "nose":
        # Turned, it leans from the midline to its tip.
        first, last = first + min(tip, 0), last + max(tip, 0)
    u, v = seen[..., 0], seen[..., 1]
    return (first <= u) & (u < last) & (upper <= v) & (v < lower)

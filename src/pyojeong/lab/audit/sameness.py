"""Are two photos one picture? One is laid upon the other, and what still differs is measured.

A copy that was packed anew, scaled or slightly cropped fits everywhere. Two photos of one person,
however alike, differ somewhere strongly: at the mouth, say.
"""

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]

# Of the photo's standard deviation, see `difference`. On real photos copies differ by 0.00 to 0.24
# and others by over 0.25; on drawn ones, copies by up to 0.2.
SAME = 0.25
# Where the data set names one person for both: a face that hardly moved is no copy. Of 900 pairs of
# one drawn person's expressions the nearest differs by 0.17.
SAME_PERSON = 0.15
LOST = 0.6  # of one way: the other way is no copy either
ALIKE = 0.4  # correlation of two photos before one is laid upon the other
COARSE = 16  # pixels a side, for that correlation
STEPS = (3, 100, 1e-4)  # of the registration: both criteria, iterations, gain of correlation
BLUR = 1.0  # pixels: grain and JPEG's blocks are no difference
SEEN = 0.5  # of the photo that the other must cover
BORDER = np.ones((5, 5), np.uint8)


def same(one: Grey, other: Grey, *, one_person: bool) -> bool:
    """Return whether two small photos, uint8 [side, side], are one picture.

    Args:
        one: a photo.
        other: another.
        one_person: whether the data set names the same person for both.
    """
    return alike(one, other) and difference(one, other) <= (SAME_PERSON if one_person else SAME)


def alike(one: Grey, other: Grey) -> bool:
    """Return whether it is worth the time to lay one upon the other."""
    size = (COARSE, COARSE)
    small = [cv2.resize(x, size, interpolation=cv2.INTER_AREA) for x in (one, other)]
    a, b = (np.asarray(x, np.float64).ravel() - x.mean() for x in small)
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    return lengths > 0 and float(a @ b) >= ALIKE * lengths  # an empty picture is like no other


def difference(one: Grey, other: Grey) -> float:
    """Return how far two photos differ, once either is laid upon the other: the better fit counts.

    The search for the fit can end in a wrong place one way, and hardly ever both ways.
    """
    first = _left(one, other)
    return first if first <= SAME_PERSON or first > LOST else min(first, _left(other, one))


def _left(one: Grey, other: Grey) -> float:
    """Return how far two photos differ at their most different 2 %, the second laid upon the first.

    The affine map of highest correlation (Evangelidis and Psarakis, PAMI 2008), then gain and
    offset by least squares; in standard deviations of the first photo. Infinite where none fits.
    """
    a, b = (cv2.GaussianBlur(x, (0, 0), BLUR).astype(np.float32) for x in (one, other))
    try:
        # pyrefly: ignore[no-matching-overload] - OpenCV takes no mask, its stubs ask for one
        _found, found = cv2.findTransformECC(
            a, b, np.eye(2, 3, dtype=np.float32), cv2.MOTION_AFFINE, STEPS, None, 1
        )
    except cv2.error:  # it does not converge: these are two pictures
        return np.inf
    back = cv2.INTER_LINEAR + cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(b, found, a.shape, flags=back)
    inside = cv2.warpAffine(np.ones_like(one), found, a.shape, flags=cv2.WARP_INVERSE_MAP)
    seen = cv2.erode(inside, BORDER, borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    if seen.mean() < SEEN:
        return np.inf
    x, y = a[seen], laid[seen]
    gain, offset = np.polyfit(y, x, 1)
    return float(np.percentile(np.abs(x - gain * y - offset), 98) / max(x.std(), 1e-6))

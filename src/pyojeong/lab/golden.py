"""Golden pictures: drawn faces of every label, on which an exported model must agree with torch.

Code instead of files: the same seed draws the same pixels on every machine.
"""

import numpy as np

from pyojeong.core.crops import CropSpec
from pyojeong.core.images import Pixels
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.drawn import sample, to_pixels, to_svg
from pyojeong.faces import Face
from pyojeong.faces.crop import crop_face

SEED = 2024
COUNT = 104  # 13 people with eight labels: from 100 on, one disagreement is not yet above 1 %
SIDE = 256  # of the drawn picture, in pixels

# Where dlib's detector finds a drawn face, left, top, right, bottom: the means over 64 of them
# (standard deviation 5 to 8 px). A constant, so that no detector's weights are needed.
FOUND = Face((67.0, 85.0, 189.0, 207.0), score=1.0)


def golden(crop: CropSpec, size: int, count: int = COUNT) -> Pixels:
    """Return drawn faces, label after label, cut as a model's CropSpec says.

    Args:
        crop: of the model's card.
        size: side of the model's input in pixels.
        count: how many; a smaller count gives the first of them.

    Returns:
        uint8 [picture, size, size, 3], RGB.
    """
    fitting = replace(crop, size=size)
    drawn = (to_pixels(to_svg(one.face), SIDE) for one in sample(count, SEED, EIGHT))
    crops = [crop_face(pixels, [FOUND], fitting) for pixels in drawn]
    return np.stack([crop.pixels for crop in crops if crop])

"""Golden pictures: drawn faces of every label, on which exported models must agree with torch.

Code instead of files: the same seed draws the same pixels on every machine.
"""

import numpy as np

from pyojeong.core.card import ModelCard
from pyojeong.core.images import Pixels
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.drawn import sample, to_pixels, to_svg
from pyojeong.faces import Face
from pyojeong.faces.crop import crop_face

SEED = 2024
COUNT = 104  # eight labels of 13 people; from 100 on, one disagreement is no more than 1 %
SIDE = 256  # of the drawn picture, in pixels

# Where dlib's detector finds a drawn face, left, top, right, bottom: the means over 64 of them
# (standard deviation 5 to 8 px). A constant, so that no detector's weights are needed.
FOUND = Face((67.0, 85.0, 189.0, 207.0), score=1.0)


def golden(card: ModelCard) -> Pixels:
    """Return drawn faces as a model takes them, cut as its CropSpec says, label after label.

    Returns:
        uint8 [picture, size, size, 3], RGB.
    """
    fitting = replace(card.crop, size=card.size)
    drawn = (to_pixels(to_svg(one.face), SIDE) for one in sample(COUNT, SEED, EIGHT))
    crops = [crop_face(pixels, [FOUND], fitting) for pixels in drawn]
    return np.stack([crop.pixels for crop in crops if crop])

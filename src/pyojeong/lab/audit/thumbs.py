"""Small pictures of some photos, for the audit's page: as data, so that nothing is fetched."""

import base64
import io
from collections.abc import Iterable

from PIL import Image

from pyojeong.core.errors import PictureError
from pyojeong.core.images import open_picture
from pyojeong.lab.datasets import DataSet

SIDE = 144  # pixels of the longer side
QUALITY = 80  # of the JPEG: 4 to 8 kB each


def thumbs(dataset: DataSet, keys: Iterable[str]) -> dict[str, str]:
    """Return a data URI for each of these photos that can be opened."""
    photos = {photo.key: photo for photo in dataset.photos}
    found: dict[str, str] = {}
    for key in dict.fromkeys(keys):
        try:
            pixels = open_picture(dataset.read(photos[key]), key).pixels
        except (PictureError, KeyError):
            continue
        small = Image.fromarray(pixels)
        small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=QUALITY)
        found[key] = "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()
    return found

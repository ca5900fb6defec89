"""YuNet: a small net that finds faces, five landmarks each.

Wu, Peng and Yu, YuNet: A Tiny Millisecond-level Face Detector, Machine Intelligence Research 20,
2023. It was trained on faces of about 10 to 300 px, so a photo is fitted into a square of 320 px;
where that shows no face, the face may be small, and 640 px are tried.
"""

from pathlib import Path

import cv2
import numpy as np

from pyojeong.core.images import Pixels
from pyojeong.faces import DETECTORS, Face
from pyojeong.faces.quiet import quiet
from pyojeong.faces.weights import YUNET, Published

SIDES = (320, 640)  # px
# On the 2024 study's 1,200 photos, 0.6 finds 1,176 at 320 px, 0.7 finds 1,163 and OpenCV's own 0.9
# finds 998: frowns, hands and turned heads score lower than smiles.
SCORE = 0.6
OVERLAP = 0.3  # OpenCV's default: of two boxes that overlap more, the surer one stays
MOST = 5000  # OpenCV's default: boxes kept before that


class YuNet:
    """OpenCV's FaceDetectorYN at two scales."""

    def __init__(self, weights: bytes) -> None:
        buffer = np.frombuffer(weights, np.uint8)
        with quiet():
            self._nets = [
                cv2.FaceDetectorYN.create(
                    "onnx", buffer, np.empty(0, np.uint8), (side, side), SCORE, OVERLAP, MOST
                )
                for side in SIDES
            ]

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return the faces, the surest first."""
        for net, side in zip(self._nets, SIDES, strict=True):
            canvas, scale = fit(pixels, side)
            with quiet():
                _status, rows = net.detect(np.ascontiguousarray(canvas[:, :, ::-1]))  # BGR
            if rows is not None and len(rows):
                faces = [_face(row / scale, float(row[-1])) for row in np.asarray(rows)]
                return sorted(faces, key=lambda face: -face.score)
        return []


def fit(pixels: Pixels, side: int) -> tuple[Pixels, float]:
    """Scale a photo into the top left of a black square.

    Returns:
        uint8 [side, side, 3], and how many of its pixels one of the photo's became.
    """
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    canvas = np.zeros((side, side, 3), np.uint8)
    canvas[: size[1], : size[0]] = cv2.resize(pixels, size, interpolation=way)
    return canvas, scale


def _face(row: np.ndarray, score: float) -> Face:
    """Return a face from OpenCV's row: x, y, width, height, five landmarks."""
    x, y, width, height = (float(value) for value in row[:4])
    return Face((x, y, x + width, y + height), score, row[4:14].reshape(5, 2).astype(np.float32))


@DETECTORS.register("yunet")
def yunet(weights: Path | None = None, published: Published = YUNET) -> YuNet:
    """Return YuNet with its published weights, from where they are or from upstream."""
    return YuNet(published.read(weights))

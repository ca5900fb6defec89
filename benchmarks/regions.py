"""Where do brows, eyes, nose and mouth lie in a face, and what do our regions hold of them?

    python benchmarks/regions.py [--faces 160] [--yunet FILE]

Faces of every label are drawn with each part and without it: what changes is the part. Printed are
the parts' extents in the frame of the five landmarks (recogniser/regions.py explains u and v), how
much of each part its region holds, and where the landmarks lie in dlib's boxes: the constants of
that file come from here. With YuNet's weights, also how far its landmarks lie from the parts.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fakes.face_parts import drawn_pixels, landmarks_of, pixels_of
from pyojeong.core.labels import EIGHT
from pyojeong.drawn import sample
from pyojeong.faces import Face, open_detector
from pyojeong.faces.crop import Crop
from pyojeong.recogniser.regions import PARTS, parts_of

SEED = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--faces", type=int, default=160)
    parser.add_argument("--yunet", type=Path, help="its weights")
    chosen = parser.parse_args(arguments)
    dlib = open_detector("dlib-hog")
    yunet = open_detector("yunet", chosen.yunet) if chosen.yunet else None
    extents: dict[str, list[list[float]]] = defaultdict(list)
    held: dict[tuple[str, str], list[float]] = defaultdict(list)
    usual: list[np.ndarray] = []
    astray: list[np.ndarray] = []
    for one in sample(chosen.faces, SEED, EIGHT):
        pixels, points = drawn_pixels(one.face), landmarks_of(one.face)
        side = len(pixels)
        whole = Crop(pixels, "face", Face((0, 0, side, side), 1, points), (0, 0, side, side))
        regions = parts_of(whole, side)
        middle = points[:2].mean(axis=0)
        frame = np.stack([points[1] - points[0], points[3:].mean(axis=0) - middle])
        for part in PARTS:
            mask = pixels_of(one.face, part)
            seen = (np.argwhere(mask)[:, ::-1] - middle) @ np.linalg.inv(frame)
            extents[part].append(np.percentile(seen, [1, 99], axis=0).T.ravel().tolist())
            held[part, one.label].append((mask & regions[part]).sum() / mask.sum())
        usual += [_within(points, face) for face in dlib.detect(pixels)[:1]]
        astray += [
            (face.landmarks - points) / np.linalg.norm(frame[0])
            for face in (yunet.detect(pixels)[:1] if yunet else [])
            if face.landmarks is not None
        ]
    for part in PARTS:
        low, high = np.percentile(extents[part], [2, 98], axis=0)
        print(f"{part:6} u {low[0]:.2f} to {high[1]:.2f}, v {low[2]:.2f} to {high[3]:.2f}", end="")
        medians = {label: float(np.median(held[part, label])) for label in EIGHT}
        worst = min(medians, key=lambda label: medians[label])
        print(f"; region holds {medians[worst]:.1%} of it in the median face of {worst}")
    print(
        "landmarks in dlib's box", np.median(usual, axis=0).round(3).tolist(), f"n = {len(usual)}"
    )
    if astray:
        print("YuNet's less ours, eye distances", np.median(astray, axis=0).round(2).tolist())


def _within(points: np.ndarray, face: Face) -> np.ndarray:
    left, top, right, bottom = face.box
    return (points - (left, top)) / (right - left, bottom - top)


if __name__ == "__main__":
    main()

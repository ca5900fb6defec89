"""Drawn faces: how many a second, and how many of the frontal ones dlib finds.

    python benchmarks/drawn.py

Speed: value -> SVG -> pixels -> PNG file of 128 px, on all cores, start of the workers included.
Found: dlib's frontal detector without upsampling on upright, straight faces of 256 px, every
label, age and tone.
"""

import os
import platform
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import dlib

from pyojeong.core.labels import EIGHT
from pyojeong.drawn import to_pixels, to_svg, write_folder
from pyojeong.drawn.people import frontal
from pyojeong.drawn.sample import sample_one

PICTURES = 3000
FACES = 1200
SEED = 11
DETECT = dlib.get_frontal_face_detector()  # pyrefly: ignore[missing-attribute] - no stubs


def main() -> None:
    """Measure both and print them."""
    cores = os.cpu_count() or 1
    print(f"{platform.machine()}, {cores} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        write_folder(Path(folder) / "drawn", count=PICTURES, size=128)
        seconds = time.perf_counter() - begin
    spent = getrusage(RUSAGE_CHILDREN)
    busy = 1000 * (spent.ru_utime + spent.ru_stime) / PICTURES
    print(f"drawn: {PICTURES} pictures of 128 px in {seconds:.1f} s, {PICTURES / seconds:.0f}/s")
    print(f"  processor time {busy:.1f} ms a picture: {cores * 1000 / busy:.0f}/s on idle cores")
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(find, range(FACES), chunksize=25))
    print(f"dlib finds {sum(found)} of {FACES} frontal faces, {sum(found) / FACES:.2%}")
    missed = [sample_one(index, SEED, EIGHT) for index, ok in enumerate(found) if not ok]
    for what, values in (
        ("label", [one.label for one in missed]),
        ("age", [one.face.identity.age for one in missed]),
        ("tone", [one.face.identity.tone for one in missed]),
    ):
        print(f"  missed by {what}: {dict(Counter(values).most_common())}")


def find(index: int) -> bool:
    """Return whether dlib finds face `index`, held upright and straight."""
    face = frontal(sample_one(index, SEED, EIGHT).face)
    return bool(len(DETECT(to_pixels(to_svg(face), 256), 0)))


if __name__ == "__main__":
    sys.exit(main())

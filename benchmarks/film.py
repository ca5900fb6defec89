"""How much memory does an hour of film take?

    python benchmarks/film.py --minutes 60 [--model model.onnx] [--detector yunet]

A film of 640 x 480 at 25 frames a second, in which drawn faces move, is written to a temporary
folder and goes through `Recogniser.stream`, as `pyojeong predict` reads it, all rows kept. Memory
is read from /proc (Linux) after a twentieth and at the end; the goal is 500 MB, flat.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from pyojeong.core.images import Pixels
from pyojeong.drawn import to_pixels, to_svg
from pyojeong.drawn.sample import sample_one
from pyojeong.recogniser import Recogniser
from pyojeong.recogniser.result import Gathered

WIDTH, HEIGHT, FACE, RATE = 640, 480, 200, 25  # px, frames a second
PEOPLE = 6  # drawings that take turns, ten seconds each


def main() -> None:
    """Read the arguments, write the film, recognise it, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--model", type=Path, help="an .onnx file; by default our own weights")
    parser.add_argument("--detector", help="by default the best that is there")
    parser.add_argument("--detector-weights", type=Path)
    given = parser.parse_args()
    recogniser = Recogniser.load(
        given.model, detector=given.detector, detector_weights=given.detector_weights
    )
    frames = round(60 * RATE * given.minutes)
    print(f"{frames:,} frames, load before: {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        film = write(Path(folder) / "film.mp4", frames)
        before, early, start = megabytes("VmRSS"), 0.0, time.perf_counter()
        gathered = Gathered()
        for done, seen in enumerate(recogniser.stream(film)):
            gathered.add(seen.faces)
            if done == frames // 20:
                early = megabytes("VmRSS")
        seconds = time.perf_counter() - start
    faces = gathered.faces()
    print(
        f"{len(faces):,} rows, {sum(faces.told):,} with a face, {seconds:.0f} s, "
        f"{frames / seconds:.1f} frames/s, {recogniser.detector}\n"
        f"memory: {before:.0f} MB before, {early:.0f} MB after a twentieth, "
        f"{megabytes('VmRSS'):.0f} MB at the end, at most {megabytes('VmHWM'):.0f} MB "
        "(goal: 500 MB, flat)"
    )


def write(path: Path, frames: int) -> Path:
    """Write the film."""
    faces = [
        to_pixels(to_svg(sample_one(index, seed=7).face), FACE)[:, :, ::-1]
        for index in range(PEOPLE)
    ]
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), RATE, (WIDTH, HEIGHT))
    for index in range(frames):
        film.write(frame(faces[index // (10 * RATE) % PEOPLE], index))
    film.release()
    return path


def frame(face: Pixels, index: int) -> Pixels:
    """Return a face on its way from side to side, once in eight seconds."""
    canvas = np.full((HEIGHT, WIDTH, 3), 200, np.uint8)
    way = (1 + np.sin(2 * np.pi * index / (8 * RATE))) / 2
    left, top = round((WIDTH - FACE) * way), (HEIGHT - FACE) // 2
    canvas[top : top + FACE, left : left + FACE] = face
    return canvas


def megabytes(which: str) -> float:
    """Return a line of /proc/self/status in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1000


if __name__ == "__main__":
    main()

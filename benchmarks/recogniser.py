"""What does recognising cost beside the detector and the net alone, and how long is a cold start?

    python benchmarks/recogniser.py --weights yunet_n_640_640.onnx [--model model.onnx]

A drawn face of 320 px on a canvas of 640 x 480, decoded. For each detector, in turn in one run:

parts      the detector on the pixels, and ONNX Runtime on a crop that is ready
recognise  `Recogniser.recognise`: pixels in, Faces out

then a list of such pictures at once. Last, `pyojeong predict` on one photo as a process of its own.
The goals: recognise / parts at most 1.25; 25 pictures a second with YuNet and 12 with dlib; a cold
start of at most 2 s. Times are medians; the load line tells what else ran on the machine, and
processor time, which other programs hardly change, stands beside them.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import cv2
import numpy as np
import onnxruntime
from PIL import Image

from pyojeong.core.images import Pixels
from pyojeong.drawn import to_pixels, to_svg
from pyojeong.drawn.sample import sample_one
from pyojeong.faces import open_detector
from pyojeong.recogniser import Recogniser
from pyojeong.recogniser.model import INPUT, OURS, OUTPUT, Model

WIDTH, HEIGHT, FACE = 640, 480, 320  # px
PACES = {"yunet": 25, "dlib-hog": 12}  # pictures a second, the goals
RATIO, COLD_S = 1.25, 2.0


@dataclass(frozen=True)
class Took:
    """Seconds: on the clock, and of the processor."""

    wall: float
    processor: float


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, help="an .onnx file; by default our own weights")
    parser.add_argument("--weights", type=Path, help="YuNet's file, where it is not in the cache")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--starts", type=int, default=9, help="cold starts to measure")
    given = parser.parse_args()

    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"{platform.machine()}, {os.cpu_count()} cores, load before: {load}")
    print(
        f"threads: OpenCV {cv2.getNumThreads()}, ONNX Runtime and dlib their own defaults; "
        f"{given.rounds} rounds\n"
    )
    print(
        "| detector | parts, ms | recognise, ms | ratio | of processor time | pictures/s | "
        "processor, ms a picture |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    pixels = picture()
    for name in PACES:
        weights = given.weights if name == "yunet" else None
        print(measure(given.model, name, weights, pixels, given.rounds), flush=True)
    paces = " and ".join(f"{pace} with {name}" for name, pace in PACES.items())
    print(f"\nThe goals: a ratio of at most {RATIO}; {paces}.")
    print(one_core(given.model or OURS, given.rounds))
    if given.starts:
        print(cold(given.model, given.weights, pixels, given.starts))


def picture() -> Pixels:
    """Return a drawn face on a grey canvas, uint8 [480, 640, 3]."""
    pixels = np.full((HEIGHT, WIDTH, 3), 200, np.uint8)
    top, left = (HEIGHT - FACE) // 2, (WIDTH - FACE) // 2
    face = to_pixels(to_svg(sample_one(0, seed=7).face), FACE)
    pixels[top : top + FACE, left : left + FACE] = face
    return pixels


def measure(
    model: Path | None, name: str, weights: Path | None, pixels: Pixels, rounds: int
) -> str:
    """Return a line of the table."""
    recogniser = Recogniser.load(model, detector=name, detector_weights=weights)
    detector, session = open_detector(name, weights), recogniser.model.session
    side = recogniser.model.card.size
    crop = np.zeros((1, 3, side, side), np.float32)
    parts, whole = in_turn(
        lambda: (detector.detect(pixels), session.run([OUTPUT], {INPUT: crop})),
        lambda: recogniser.recognise(pixels),
        rounds,
    )
    if recogniser.recognise(pixels).happened != ("face",):
        raise SystemExit(f"{name} does not find the drawn face.")
    many = took(lambda: recogniser.recognise([pixels] * rounds))
    return (
        f"| {name} | {1000 * parts.wall:.1f} | {1000 * whole.wall:.1f} | "
        f"{whole.wall / parts.wall:.3f} | {whole.processor / parts.processor:.3f} | "
        f"{rounds / many.wall:.1f} | {1000 * many.processor / rounds:.1f} |"
    )


def one_core(path: Path, rounds: int) -> str:
    """Return what the net takes for one face, with one thread, warm."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    side = Model.load(path).card.size
    crop = np.zeros((1, 3, side, side), np.float32)
    times = [took(lambda: session.run([OUTPUT], {INPUT: crop})) for _ in range(rounds + 20)][20:]
    return f"The net alone, one face on one core: {1000 * median(times).wall:.1f} ms (goal: 10)."


def in_turn(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[Took, Took]:
    """Return the medians of both, measured in turn after a warm-up."""
    times: tuple[list[Took], list[Took]] = ([], [])
    for round_ in range(rounds + 5):
        for job, taken in zip((first, second), times, strict=True):
            once = took(job)
            if round_ >= 5:
                taken.append(once)
    return median(times[0]), median(times[1])


def took(job: Callable[[], object]) -> Took:
    """Return what one call takes."""
    wall, processor = time.perf_counter(), time.process_time()
    job()
    return Took(time.perf_counter() - wall, time.process_time() - processor)


def median(times: list[Took]) -> Took:
    """Return the medians."""
    return Took(
        statistics.median(one.wall for one in times),
        statistics.median(one.processor for one in times),
    )


def cold(model: Path | None, weights: Path | None, pixels: Pixels, starts: int) -> str:
    """Return how long `pyojeong predict` takes on one photo, from start to end of the process."""
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        Image.fromarray(pixels).save(photo)
        line = [sys.executable, "-m", "pyojeong", "predict", str(photo)]
        line += ["--model", str(model)] if model else []
        line += ["--detector-weights", str(weights)] if weights else []
        times = [started(line) for _ in range(starts + 1)][1:]  # the first one reads the disk
    wall = [one.wall for one in times]
    return (
        f"\npyojeong predict photo.jpg: median {statistics.median(wall):.2f} s, fastest "
        f"{min(wall):.2f} s of {starts}; processor time {median(times).processor:.2f} s (goal: at "
        f"most {COLD_S:g} s)"
    )


def started(line: list[str]) -> Took:
    """Return what a process takes."""

    def processor() -> float:
        used = getrusage(RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    wall, before = time.perf_counter(), processor()
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return Took(time.perf_counter() - wall, processor() - before)


if __name__ == "__main__":
    main()

"""How many photos a second are prepared, and how many faces are found.

    python benchmarks/prepare.py PHOTOS --weights yunet_n_640_640.onnx

Each detector prepares the whole data set into a temporary folder, with one process a core. The
load line tells what else ran on the machine: a figure is worth something only when it is small.
"""

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from pyojeong.core.crops import STUDY_2024, CropSpec
from pyojeong.lab.prepare import prepare

CROPS = {
    "dlib-hog": STUDY_2024,
    "dlib-hog-patient": CropSpec(detector="dlib-hog-patient", missing="whole"),
    "yunet": CropSpec(detector="yunet", missing="whole"),
    "none": CropSpec(detector="none", missing="whole"),
}


def main() -> None:
    """Read the arguments, prepare, print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", help="data set, as `pyojeong prepare` takes it")
    parser.add_argument("--weights", type=Path, help="YuNet's file, where it is not in the cache")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--detectors", default="dlib-hog,yunet,none")
    given = parser.parse_args()

    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"{platform.machine()}, {given.workers} processes, load before: {load}\n")
    print("| detector | photos | faces found | seconds | photos/s | again, s |")
    print("|---|---:|---:|---:|---:|---:|")
    for detector in given.detectors.split(","):
        print(measure(given.source, CROPS[detector], given.weights, given.workers), flush=True)


def measure(source: str, crop: CropSpec, weights: Path | None, workers: int) -> str:
    """Prepare with one detector, twice; return a line of the table."""
    own = weights if crop.detector == "yunet" else None
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        prepared = prepare(source, crop, Path(folder), weights=own, workers=workers)
        seconds = time.perf_counter() - start
        prepare(source, crop, Path(folder), weights=own, workers=workers)
        again = time.perf_counter() - start - seconds
    found, photos = prepared.report().total.found, len(prepared.rows)
    return (
        f"| {crop.detector} | {photos:,} | {found:,} | {seconds:.1f} | {photos / seconds:.1f} | "
        f"{again:.2f} |"
    )


if __name__ == "__main__":
    main()

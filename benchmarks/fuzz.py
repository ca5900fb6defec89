"""Broken pictures by the thousand, through `Recogniser.recognise` and through the service.

    PYTHONPATH=tests python benchmarks/fuzz.py --count 20000 [--model model.onnx] [--detector yunet]

Drawn faces as JPEG, PNG, WebP, BMP, TIFF and GIF, with bits flipped, pieces cut out, doubled or put
in, other formats' headers and other sizes (tests/fakes/mutated.py). The recogniser and the service
each run in a process of their own, whose memory and processor time are read from /proc (Linux).
Whatever is neither an answer nor a clear refusal, ends the process, or takes over 5 s of processor
time is named with the picture's number, and so is memory that grows; the exit is then 1. What takes
over 5 s on the clock alone is named too: another program may have had the processor.
`--first N --count 1` looks at one again.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from multiprocessing import get_context
from pathlib import Path

from fakes.mutated import FORMATS, mutated
from fakes.serving import Server, megabytes, options, processor_s, serving
from pyojeong.recogniser import Recogniser

LIMIT_S = 5.0  # whoever waits longer thinks that it hangs
HANGS_S = 120.0  # then we think so too
ENOUGH = 1000  # pictures: fewer tell nothing of memory
GROWTH_MB = 64.0  # from the first twentieth on; one picture of 20 million pixels takes as much
ANSWERED, REFUSED, WRONG = "answered", "refused", "wrong"


@dataclass
class Told:
    """What came of the pictures, by format.

    slowest: seconds on the clock. longest: of processor time. slow: what took long on the clock.
    """

    results: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    slowest: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    longest: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    wrong: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)


def main() -> int:
    """Read the arguments, send, print; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first picture")
    parser.add_argument("--model", type=Path, help="an .onnx file; by default our own weights")
    parser.add_argument("--detector", help="by default the best that is there")
    parser.add_argument("--detector-weights", type=Path)
    given = parser.parse_args()
    numbers = range(given.first, given.first + given.count)
    asked = (given.model, given.detector, given.detector_weights)

    print(f"{given.count:,} pictures, load before: {os.getloadavg()[0]:.1f}\n")
    print(
        "| through | format | pictures | answered | refused | wrong | slowest, s | "
        "of processor time |"
    )
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    notes: list[str] = []
    wrong: list[str] = []
    with alone(*asked) as (look, process):
        wrong += sent("recognise", numbers, look, process, notes)
    with serving(options(*asked)) as server:
        wrong += sent("service", numbers, through(server), server.process, notes)
    print("", *notes, *wrong, sep="\n")
    return bool(wrong)


def sent(
    name: str, numbers: range, look: Callable[[bytes], str], process: int, notes: list[str]
) -> list[str]:
    """Send pictures, print a line a format; return what was wrong, and add to `notes`."""
    told, early = Told(), 0.0
    for done, number in enumerate(numbers):
        if done == len(numbers) // 20:
            early = megabytes(process, "VmRSS")
        one(name, number, look, process, told)
    late, highest = megabytes(process, "VmRSS"), megabytes(process, "VmHWM")
    for kind in FORMATS:
        counts = told.results[kind]
        print(
            f"| {name} | {kind} | {counts.total():,} | {counts[ANSWERED]:,} | "
            f"{counts[REFUSED]:,} | {counts[WRONG]:,} | {told.slowest[kind]:.2f} | "
            f"{told.longest[kind]:.2f} |",
            flush=True,
        )
    notes += told.slow
    notes.append(
        f"memory, {name}: {early:.0f} MB after a twentieth, {late:.0f} MB at the end, at most "
        f"{highest:.0f} MB"
    )
    grown = [f"{name}: memory grew"] if len(numbers) >= ENOUGH and late - early > GROWTH_MB else []
    return [*told.wrong, *grown]


def one(name: str, number: int, look: Callable[[bytes], str], process: int, told: Told) -> None:
    """Send one picture and note what came of it."""
    picture = mutated(number)
    start, worked = time.perf_counter(), processor_s(process)
    try:
        result = look(picture.data)
    except (OSError, HTTPException, ValueError, RuntimeError) as error:
        result = f"{type(error).__name__}: {error}"
    seconds, worked = time.perf_counter() - start, processor_s(process) - worked
    kind, how = picture.kind, ", ".join(picture.how)
    told.slowest[kind] = max(told.slowest[kind], seconds)
    told.longest[kind] = max(told.longest[kind], worked)
    fine = result in (ANSWERED, REFUSED)
    told.results[kind][result if fine else WRONG] += 1
    line = f"{name}, picture {number} ({kind}: {how}): {result}, {seconds:.1f} s, {worked:.1f} s "
    line += "of processor time"
    if not fine or worked > LIMIT_S:
        told.wrong.append(line)
    elif seconds > LIMIT_S:
        told.slow.append(line)


@contextmanager
def alone(
    model: Path | None, detector: str | None, weights: Path | None
) -> Iterator[tuple[Callable[[bytes], str], int]]:
    """Give a function that recognises in a process of its own, and that process."""
    pool = ProcessPoolExecutor(
        1, get_context("spawn"), initializer=start, initargs=(model, detector, weights)
    )
    with pool:
        process = pool.submit(os.getpid).result()
        yield lambda data: pool.submit(recognised, data).result(HANGS_S), process


loaded: list[Recogniser] = []  # in the process of its own


def start(model: Path | None, detector: str | None, weights: Path | None) -> None:
    """Load the recogniser, once in its process."""
    loaded.append(Recogniser.load(model, detector=detector, detector_weights=weights))


def recognised(data: bytes) -> str:
    """Return what came of a picture."""
    faces = loaded[0].recognise(data)
    if faces.happened == ("unreadable",):
        return REFUSED if faces.problem[0].endswith(".") else f"no sentence: {faces.problem[0]}"
    return ANSWERED if len(faces) else "no row"


def through(server: Server) -> Callable[[bytes], str]:
    """Return a function that asks the service."""

    def look(data: bytes) -> str:
        status, body, _seconds = server.ask(data)
        answer = json.loads(body)
        if status == 200 and answer["faces"] is not None:
            return ANSWERED
        if status == 422 and str(answer["detail"]).endswith("."):
            return REFUSED
        return f"{status} {body[:100]!r}"

    return look


if __name__ == "__main__":
    sys.exit(main())

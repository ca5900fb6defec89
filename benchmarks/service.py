"""How the service bears a crowd, an upload without end, and pictures that are broken.

    python benchmarks/service.py --mutated 20000 [--model model.onnx] [--detector yunet]

`pyojeong serve --api` runs as a process of its own, and its memory is read from /proc (Linux). The
same mutated pictures go through `Recogniser.recognise` in this process. Whatever comes back as
something else than an answer or a clear refusal, or takes over 5 s, is named, and the exit is 1.
The load line tells what else ran on the machine.
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from PIL import Image

from pyojeong.drawn import to_pixels, to_svg
from pyojeong.drawn.sample import sample_one
from pyojeong.recogniser import Recogniser

CROWD = 200
UPLOAD = 2_000_000_000  # bytes
LIMIT_S = 5.0  # an answer that takes longer is a fault
CLEAR = {200, 422}  # what a mutated picture may be answered with
PIECE = bytes(1 << 16)


@dataclass(frozen=True)
class Server:
    """The service in a process of its own."""

    url: str
    process: int

    def ask(self, data: bytes) -> tuple[int, bytes, float]:
        """Send a picture; return status, body and seconds."""
        start = time.perf_counter()
        connection = self.connect()
        connection.request("POST", "/recognise", data, {"Content-Type": "application/octet-stream"})
        reply = connection.getresponse()
        body = reply.read()
        connection.close()
        return reply.status, body, time.perf_counter() - start

    def connect(self) -> HTTPConnection:
        """Return a connection."""
        parts = urlsplit(self.url)
        return HTTPConnection(parts.hostname or "", parts.port, timeout=120)

    def memory(self, which: str = "VmRSS") -> str:
        """Return resident memory, now or (VmHWM) at its highest."""
        return f"{megabytes(self.process, which):.0f} MB"


def main() -> int:
    """Read the arguments, measure, print; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mutated", type=int, default=1000, help="how many mutated pictures")
    parser.add_argument("--model", help="ONNX file, by default the one that is shipped")
    parser.add_argument("--detector", help="by default the best that is here")
    parser.add_argument("--detector-weights", type=Path)
    given = parser.parse_args()
    asked = {
        "--model": given.model,
        "--detector": given.detector,
        "--detector-weights": given.detector_weights,
    }
    options = [part for name, value in asked.items() if value for part in (name, str(value))]

    print(f"load before: {os.getloadavg()[0]:.1f}")
    with serving(options) as server:
        crowd(server, encoded("JPEG", 640))
        endless(server)
        wrong = broken("service", given.mutated, server.process, partial(through_service, server))
    recogniser = Recogniser.load(
        given.model, detector=given.detector, detector_weights=given.detector_weights
    )
    wrong += broken(
        "recogniser", given.mutated, os.getpid(), partial(through_recogniser, recogniser)
    )
    print(*wrong, sep="\n")
    return bool(wrong)


@contextmanager
def serving(options: list[str]) -> Iterator[Server]:
    """Start the service, and stop it as Ctrl-C does."""
    line = [sys.executable, "-m", "pyojeong", "serve", "--api", "--port", "0"]
    line += ["--rate", "100000000", *options]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYOJEONG_LANG": "en"}
    with subprocess.Popen(  # noqa: S603 - our own command
        line, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        said = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+", said)
        if not found:
            raise SystemExit("The service did not start.")
        print(said.strip())
        yield Server(found[0], process.pid)
        process.send_signal(signal.SIGINT)


def megabytes(process: int, which: str) -> float:
    """Return a line of /proc/PID/status in MB."""
    text = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(rf"{which}:\s+(\d+) kB", text)[0]) / 1000


def crowd(server: Server, photo: bytes) -> None:
    """Ask one after the other, then all at once."""
    alone = [server.ask(photo)[2] for _ in range(20)]
    print(f"one at a time: {1000 * statistics.median(alone):.0f} ms, {server.memory()}")
    start = time.perf_counter()
    with ThreadPoolExecutor(CROWD) as clients:
        replies = list(clients.map(server.ask, [photo] * CROWD))
    seconds = time.perf_counter() - start
    print(
        f"{CROWD} at once: {dict(Counter(status for status, _body, _s in replies))} in "
        f"{seconds:.1f} s, {server.memory()}, highest {server.memory('VmHWM')}"
    )


def endless(server: Server) -> None:
    """Send 2 GB, once with its length said before, once in chunks."""
    for header in (("Content-Length", str(UPLOAD)), ("Transfer-Encoding", "chunked")):
        connection = server.connect()
        connection.putrequest("POST", "/recognise")
        connection.putheader("Content-Type", "image/jpeg")
        connection.putheader(*header)
        connection.endheaders()
        chunked = header[1] == "chunked"
        piece = b"%x\r\n%b\r\n" % (len(PIECE), PIECE) if chunked else PIECE
        sent, start = 0, time.perf_counter()
        try:
            while sent < UPLOAD:
                connection.send(piece)
                sent += len(PIECE)
        except OSError as error:
            print(f"2 GB, {header[0]}: {type(error).__name__}", end=" ")
        seconds = time.perf_counter() - start
        print(f"after {sent / 1e6:.0f} MB, {seconds:.1f} s; highest {server.memory('VmHWM')}")
        connection.close()


def through_service(server: Server, data: bytes) -> str:
    """Return what came back, in a word; it begins with ! where it should not have."""
    status, body, _seconds = server.ask(data)
    answer = json.loads(body)
    fine = status in CLEAR and ("faces" in answer or answer["detail"])
    return str(status) if fine else f"!{status}"


def through_recogniser(recogniser: Recogniser, data: bytes) -> str:
    """Return what came back, in a word."""
    return "+".join(sorted(set(recogniser.recognise(data).happened)))


def broken(name: str, count: int, process: int, look: partial[str]) -> list[str]:
    """Send mutated pictures; print what came back, and return what should not have."""
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    slowest, early = 0.0, 0.0
    for number, data in enumerate(mutated(count)):
        start = time.perf_counter()
        try:
            kind = look(data)
        except Exception as error:  # whatever it is, it is what we look for
            kind = f"!{type(error).__name__}: {error}"
        seconds = time.perf_counter() - start
        slowest = max(slowest, seconds)
        kinds[kind[:60]] += 1
        if kind.startswith("!") or seconds > LIMIT_S:
            wrong.append(f"{name}, picture {number}: {kind}, {seconds:.1f} s")
        if number == count // 10:
            early = megabytes(process, "VmRSS")
    print(
        f"{name}, {count:,} mutated: {dict(kinds.most_common())}, slowest {slowest:.2f} s; memory "
        f"{early:.0f} MB after a tenth, {megabytes(process, 'VmRSS'):.0f} MB at the end",
        flush=True,
    )
    return wrong


def mutated(count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield pictures of all formats: bytes changed, cut out, doubled or put in."""
    chance = np.random.default_rng(seed)
    whole = [encoded(kind, side) for kind in KINDS for side in (24, 160)]
    for _number in range(count):
        data = bytearray(whole[chance.integers(len(whole))])
        for _change in range(chance.integers(1, 9)):
            # Headers tell sizes and offsets: half of the changes go there.
            end = len(data) if chance.random() < 0.5 else min(len(data), 200)
            place, length = int(chance.integers(end + 1)), int(chance.integers(1, 40))
            match int(chance.integers(5)):
                case 0:
                    del data[place:]
                case 1:
                    del data[place : place + length]
                case 2:
                    data[place:place] = data[place : place + length]
                case 3:
                    data[place:place] = chance.bytes(length)
                case _:
                    data[place : place + 4] = [b"\0\0\0\0", b"\xff" * 4, chance.bytes(4)][
                        chance.integers(3)
                    ]
        yield bytes(data)


KINDS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")


def encoded(kind: str, side: int) -> bytes:
    """Return a drawn face as a file; TIFF and GIF with a second page."""
    image = Image.fromarray(to_pixels(to_svg(sample_one(0, seed=7).face), side))
    file = BytesIO()
    pages = {"save_all": True, "append_images": [image.rotate(90)]} if kind in KINDS[-2:] else {}
    image.save(file, kind, **pages)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())

"""How the service bears a crowd, and an upload without end; broken pictures: see fuzz.py.

    PYTHONPATH=tests python benchmarks/service.py [--model model.onnx] [--detector yunet]

`pyojeong serve --api` runs as a process of its own, and its memory is read from /proc (Linux). The
load line tells what else ran on the machine.
"""

import argparse
import os
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fakes.mutated import original
from fakes.serving import Server, options, serving

CROWD = 200
UPLOAD = 2_000_000_000  # bytes
PIECE = bytes(1 << 16)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, help="an .onnx file; by default our own weights")
    parser.add_argument("--detector", help="by default the best that is there")
    parser.add_argument("--detector-weights", type=Path)
    given = parser.parse_args()

    print(f"load before: {os.getloadavg()[0]:.1f}")
    with serving(options(given.model, given.detector, given.detector_weights)) as server:
        crowd(server, original("JPEG", "RGB", 640, {}))
        endless(server)


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


if __name__ == "__main__":
    main()

"""`pyojeong serve --api` as a process of its own, for benchmarks; Linux tells its memory."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit


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


def options(model: Path | None, detector: str | None, weights: Path | None) -> list[str]:
    """Return what `serve` and `predict` call these."""
    asked = {"--model": model, "--detector": detector, "--detector-weights": weights}
    return [part for name, value in asked.items() if value for part in (name, str(value))]


@contextmanager
def serving(options: list[str]) -> Iterator[Server]:
    """Start the service, and stop it as Ctrl-C does."""
    line = [sys.executable, "-m", "pyojeong", "serve", "--api", "--port", "0"]
    line += ["--rate", "100000000", *options]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYOJEONG_LANG": "en"}
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment) as process:
        said = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+", said)
        if not found:
            raise SystemExit("The service did not start.")
        try:
            yield Server(found[0], process.pid)
        finally:
            process.send_signal(signal.SIGINT)


def megabytes(process: int, which: str) -> float:
    """Return a line of /proc/PID/status in MB."""
    text = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(rf"{which}:\s+(\d+) kB", text)[0]) / 1000


def processor_s(process: int) -> float:
    """Return the processor time that a process has used."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

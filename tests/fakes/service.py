"""A recogniser that answers at once, a server in a thread, and a client that asks it."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from starlette.types import ASGIApp

from pyojeong.core.images import Pixels
from pyojeong.recogniser.result import Faces, Happened
from pyojeong.service import address, listen, server_of

IMAGE = {"Content-Type": "image/png"}


def faces(happened: Happened = "face", problem: str = "") -> Faces:
    """Return one row: a happy face, or why there is none."""
    told = happened in {"face", "whole", "centre"}
    return Faces(
        labels=("happy", "sad"),
        model="fake 1a2b3c4d",
        detector="none",
        calibration=None,
        picture=("picture",),
        happened=(happened,),
        problem=(problem,),
        frame=np.array([-1]),
        time_s=np.array([np.nan]),
        track=np.array([-1]),
        box=np.array([[1, 2, 9, 9] if happened == "face" else [np.nan] * 4], np.float32),
        score=np.array([0.5 if happened == "face" else np.nan], np.float32),
        landmarks=np.full((1, 5, 2), np.nan, np.float32),
        probabilities=np.array([[0.75, 0.25] if told else [np.nan] * 2], np.float32),
    )


@dataclass
class FakeRecogniser:
    """Answers what it is given, after `before` has returned."""

    answer: Faces
    before: Callable[[Pixels], object] = len

    def faces_of(self, pixels: Pixels, name: str = "picture") -> Faces:
        """Answer."""
        assert name == "picture"
        self.before(pixels)
        return self.answer


def png(width: int = 12, height: int = 10) -> bytes:
    """Return a grey picture."""
    file = BytesIO()
    Image.new("RGB", (width, height), "grey").save(file, "PNG")
    return file.getvalue()


@contextmanager
def running(app: ASGIApp) -> Iterator[str]:
    """Serve in a thread; give the URL."""
    sock, server = listen("127.0.0.1", 0), server_of(app)
    url = address(sock)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        until(lambda: server.started)
        yield url
    finally:
        server.should_exit = True
        thread.join()


@dataclass(frozen=True)
class Reply:
    """What the service said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body, read."""
        return json.loads(self.body)


def ask(
    url: str,
    method: str = "GET",
    body: bytes | Iterable[bytes] | None = None,
    headers: dict[str, str] | None = None,
) -> Reply:
    """Send one request."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request(method, parts.path or "/", body, headers or {})
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, named, answer.read())
    finally:
        connection.close()


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "It never came true."
        time.sleep(0.002)

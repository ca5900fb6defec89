"""OpenCV without its own words on the terminal: what it has to say, we say in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import cv2


class _Silence:
    """How many threads want it, and the level that the last of them brings back."""

    def __init__(self) -> None:
        self.lock, self.wanted, self.level = Lock(), 0, 0


_silence = _Silence()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep OpenCV from writing to standard error, as long as any thread is in such a block.

    OpenCV 5 warns at each new net that it knows no targets but the CPU, and at each number that
    no camera has. Its level of logging is one for all threads.
    """
    log = cv2.utils.logging
    with _silence.lock:
        if not _silence.wanted:
            _silence.level = log.setLogLevel(log.LOG_LEVEL_SILENT)
        _silence.wanted += 1
    try:
        yield
    finally:
        with _silence.lock:
            _silence.wanted -= 1
            if not _silence.wanted:
                log.setLogLevel(_silence.level)

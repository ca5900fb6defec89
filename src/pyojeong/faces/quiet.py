"""OpenCV without its own words on the terminal: what it has to say, we say in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import cv2


@contextmanager
def quiet() -> Iterator[None]:
    """Keep OpenCV from writing to standard error.

    OpenCV 5 warns at each new net that it knows no targets but the CPU, and at each number that
    no camera has.
    """
    log = cv2.utils.logging
    level = log.getLogLevel()
    log.setLogLevel(log.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        log.setLogLevel(level)

"""OpenCV is silent as long as anybody wants it, and then as it was."""

from contextlib import ExitStack

import cv2

from pyojeong.faces.quiet import quiet


def test_blocks_may_overlap() -> None:
    """Whoever leaves first, as threads do, neither wakes the other nor silences what follows."""
    log = cv2.utils.logging
    before = log.setLogLevel(log.LOG_LEVEL_WARNING)
    try:
        first, second = ExitStack(), ExitStack()
        first.enter_context(quiet())
        second.enter_context(quiet())
        first.close()
        assert log.getLogLevel() == log.LOG_LEVEL_SILENT
        second.close()
        assert log.getLogLevel() == log.LOG_LEVEL_WARNING
    finally:
        log.setLogLevel(before)

"""Work in processes: in order, and nothing is left behind."""

import os
import signal
import subprocess
import sys
from functools import partial

import pytest

from pyojeong.core.errors import StorageError
from pyojeong.lab.workers import ALONE, BATCH, in_order

MANY = (ALONE + 2) * BATCH


def test_few() -> None:
    """Few items are done in this very process."""
    assert list(in_order(partial(partial, pow, 2), range(5))) == [1, 2, 4, 8, 16]
    assert list(in_order(partial(partial, pow, 2), [])) == []


def test_many() -> None:
    """Many items are done by several processes, and come back in their order."""
    found = list(in_order(partial(partial, pow, 2), range(MANY), workers=2))
    assert found == [2**i for i in range(MANY)]


def test_killed_worker() -> None:
    """A process that is killed is one sentence with the remedy."""
    with pytest.raises(StorageError, match="fewer --workers; finished work is kept"):
        list(in_order(partial(partial, os._exit), range(MANY), workers=2))


SCRIPT = """
import time
from functools import partial
from pyojeong.lab.workers import in_order
for _ in in_order(partial(partial, time.sleep), [0.05] * 2000, workers=2):
    print("now", flush=True)
"""


def test_killed_parent() -> None:
    """When the parent is killed its processes end: nobody holds the output any more."""
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"now\n"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)

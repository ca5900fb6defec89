"""Work on all cores: the same function over many items, in order, in processes of its own."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

import cv2

from pyojeong.core.errors import StorageError

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH = 8  # items a process does before it reports
ALONE = 4  # batches that are done sooner than processes start

_function: Callable[[Any], Any]  # of this process, made once by `_start`


def in_order(
    make: Callable[[], Callable[[Item], Result]],
    items: Sequence[Item],
    workers: int | None = None,
) -> Generator[Result, None, None]:
    """Give function(item) for every item, in the order of the items.

    Args:
        make: makes the function, once a process; it is pickled.
        items: what the function takes; pickled too.
        workers: processes; by default one a core. Few items are done in this process.

    Raises:
        StorageError: a process was killed from outside, which mostly means too little memory.
    """
    batches = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
    workers = min(workers or os.cpu_count() or 1, len(batches))
    if workers <= 1 or len(batches) <= ALONE:
        function = make()
        for item in items:
            yield function(item)
        return
    # A fresh interpreter each: forking a process that runs threads can lock up.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_start, initargs=(make,))
    try:
        for results in pool.map(_run, batches):
            yield from results
    except BrokenProcessPool as error:
        raise StorageError(
            "A worker process was killed, mostly for lack of memory: run the same command with "
            "fewer --workers; finished work is kept."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(make: Callable[[], Callable[[Any], Any]]) -> None:
    global _function  # one a process: a detector is opened once, not once a photo
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    cv2.setNumThreads(1)  # the cores are taken by processes
    _function = make()


def _end_with_parent() -> None:
    """End this process when its parent is killed; else it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _run(batch: Iterable[Any]) -> list[Any]:
    return [_function(item) for item in batch]

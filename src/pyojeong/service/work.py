"""Work: pictures are decoded and recognised in a few threads, so that the server stays awake."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from fastapi import HTTPException

from pyojeong.service.limits import Limits, Places

T = TypeVar("T")


class Work:
    """At most `at_once` jobs, each in a thread of its own.

    A thread cannot be stopped: a job that takes too long is given up, but its place stays taken
    until it ends, so that never more than `at_once` pictures fill the memory.
    """

    def __init__(self, limits: Limits) -> None:
        self._places = Places(limits.at_once, limits.wait_s)
        self._threads = ThreadPoolExecutor(limits.at_once, thread_name_prefix="picture")
        self._limits = limits
        self._given_up = 0
        self._jobs: set[Future[Any]] = set()

    @property
    def busy(self) -> bool:
        """Whether a thread is at a job: Python does not end before it, however long it takes."""
        return any(not job.done() for job in self._jobs)

    @property
    def stuck(self) -> bool:
        """Whether every thread is at a job that nobody waits for any more."""
        return self._given_up >= self._limits.at_once

    async def do(self, job: Callable[[], T]) -> T:
        """Return the job's result, or raise what it raises.

        Raises:
            HTTPException: 503, no thread became free, or the job takes too long.
        """
        await self._places.take()
        begun = self._threads.submit(job)
        self._jobs.add(begun)
        begun.add_done_callback(self._jobs.discard)
        running = asyncio.wrap_future(begun)
        running.add_done_callback(lambda _job: self._places.leave())
        await asyncio.wait({running}, timeout=self._limits.work_s)
        if running.done():
            return running.result()
        self._given_up += 1
        running.add_done_callback(self._ended_late)
        raise HTTPException(
            503, f"The picture took longer than {self._limits.work_s:g} s: send it smaller."
        )

    def close(self) -> None:
        """Start no further job."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _ended_late(self, job: asyncio.Future[T]) -> None:
        self._given_up -= 1
        if not job.cancelled():
            job.exception()  # nobody waits for it: looked at, or asyncio would complain

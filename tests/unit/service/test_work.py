"""Jobs in threads."""

import asyncio
import threading

import pytest
from fastapi import HTTPException

from pyojeong.service.limits import Limits
from pyojeong.service.work import Work


def test_never_more_at_once_than_allowed() -> None:
    """Of many jobs at the same moment, two run, and all are done."""
    running, most, lock = 0, 0, threading.Lock()

    def job() -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.002)
        with lock:
            running -= 1
        return 1

    async def story() -> None:
        work = Work(Limits(at_once=2))
        assert sum(await asyncio.gather(*(work.do(job) for _ in range(20)))) == 20
        work.close()

    asyncio.run(story())
    assert most == 2


def test_what_a_job_raises_is_passed_on() -> None:
    """A job's failure reaches who asked for it, and the place is free again."""

    def fail() -> None:
        raise KeyError("no")

    async def story() -> None:
        work = Work(Limits(at_once=1))
        for _again in range(2):
            with pytest.raises(KeyError):
                await work.do(fail)
        work.close()

    asyncio.run(story())


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_job_that_takes_too_long(ends_well: bool) -> None:
    """It is given up but keeps its place until it ends; then the next one is done."""
    go_on = threading.Event()

    def slow() -> None:
        go_on.wait()
        if not ends_well:
            raise ValueError("too late to matter")

    async def story() -> None:
        work = Work(Limits(at_once=1, work_s=0.02, wait_s=0.02))
        with pytest.raises(HTTPException, match="longer than") as refused:
            await work.do(slow)
        assert refused.value.status_code == 503
        assert work.stuck
        with pytest.raises(HTTPException, match="Too many"):
            await work.do(lambda: 1)
        go_on.set()
        while work.stuck:
            await asyncio.sleep(0.001)
        assert await work.do(lambda: 1) == 1
        work.close()

    asyncio.run(story())

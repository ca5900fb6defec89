"""Limits: how large, how often, how many at once, and how long."""

import asyncio
import ipaddress
import math

from fastapi import HTTPException
from pydantic import Field

from pyojeong.core.settings import Settings

BURST_S = 6.0  # a tenth of a minute's requests may come at once
CLIENTS = 10_000  # remembered at a time: about 1 MB
HOUSEHOLD = 64  # bits: the smallest network that is handed out in IPv6 (RFC 6177)


class Limits(Settings):
    """What is taken of one client, and of all together.

    Memory is bounded by them: `held` pictures as sent, and `at_once` of them decoded. dlib's
    detector takes up to 180 MB for each of these.
    """

    picture_bytes: int = Field(20_000_000, ge=1, description="of one picture, as it is sent")
    picture_pixels: int = Field(16_000_000, ge=1, description="of one picture: phones take 12e6")
    per_minute: int = Field(600, ge=1, description="requests of one client")
    at_once: int = Field(2, ge=1, description="pictures at work; the others wait")
    held: int = Field(16, ge=1, description="pictures being received, waiting or at work")
    wait_s: float = Field(10, gt=0, description="seconds until who waits is sent away, twice")
    upload_s: float = Field(30, gt=0, description="seconds for a picture to arrive")
    work_s: float = Field(30, gt=0, description="seconds for a picture to be recognised")


class Rate:
    """How often a client may ask: the generic cell rate algorithm (ITU-T I.371, Annex A).

    A client's requests are due one after the other, 60 / per_minute seconds apart. It may come
    BURST_S early, and is otherwise told how long to wait.
    """

    def __init__(self, per_minute: int) -> None:
        self._apart_s = 60 / per_minute
        self._due: dict[str, float] = {}  # the longest unseen client first

    def wait_s(self, client: str, now: float) -> float:
        """Count a request, if the client may ask now.

        Args:
            client: its address.
            now: seconds of a clock that never goes back.

        Returns:
            0, or the seconds after which it may ask.
        """
        due = max(self._due.get(client, now), now)
        if due - now > BURST_S:
            return due - now - BURST_S
        self._due.pop(client, None)
        self._due[client] = due + self._apart_s
        if len(self._due) > CLIENTS:
            self._due.pop(next(iter(self._due)))
        return 0.0


def client_of(host: str) -> str:
    """Return who an address stands for: itself, or in IPv6 the network of its household."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((address, HOUSEHOLD), strict=False))


class Places:
    """A number of places; who finds none free waits, and is sent away in time."""

    def __init__(self, count: int, wait_s: float) -> None:
        self._free = asyncio.Semaphore(count)
        self._wait_s = wait_s

    @property
    def full(self) -> bool:
        """Whether the next one would have to wait."""
        return self._free.locked()

    async def take(self) -> None:
        """Take a place, which must be left again.

        Raises:
            HTTPException: 503, none became free in time.
        """
        try:
            async with asyncio.timeout(self._wait_s):
                await self._free.acquire()
        except TimeoutError as error:
            raise HTTPException(
                503,
                "Too many pictures at once: ask again in a moment.",
                {"Retry-After": str(math.ceil(self._wait_s))},
            ) from error

    def leave(self) -> None:
        """Give the place back."""
        self._free.release()

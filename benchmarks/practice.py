"""Fifty children practise at once: how long the next trial takes, and whether any is lost.

    python benchmarks/practice.py

A real server in a process of its own, real HTTP over loopback, one connection a child. Each child
answers, waits as children do (--pause, a mean), and answers again. Every answer is counted on both
sides.
"""

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from random import Random

import httpx2

from pyojeong.app import demo
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.care.missions import Missions
from pyojeong.app.care.observing import Observing
from pyojeong.app.domain.child import Consent
from pyojeong.app.domain.plan import Plan
from pyojeong.app.exercises import make
from pyojeong.app.people import cast
from pyojeong.app.practice import Practice
from pyojeong.app.store import Store, open_store

CSRF = re.compile(r'name="csrf-token" content="([^"]+)"')


def main() -> None:
    """Print the times, the counts and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--children", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--pause", type=float, default=3.0, help="seconds from a trial to its answer"
    )
    parser.add_argument("--weeks", type=int, default=1, help="of practice before")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        keys = people(Path(folder), given.children, given.weeks)
        server, address = serve(Path(folder))
        try:
            took, answered = asyncio.run(together(address, keys, given.seconds, given.pause))
            most = highest(server.pid)
        finally:
            server.terminate()
            server.wait()
        stored = count(Path(folder)) - sum(before for before in keys.values())
    took.sort()
    print(
        f"{given.children} children, {given.seconds:.0f} s, {len(took)} answers "
        f"({len(took) / given.seconds:.0f} a second)\n"
        f"answer to next trial: median {1000 * statistics.median(took):.1f} ms, "
        f"p95 {1000 * took[int(0.95 * len(took))]:.1f} ms, slowest {1000 * took[-1]:.0f} ms "
        "(goal: p95 under 50 ms)\n"
        f"first responses told {answered}, stored {stored}: "
        f"{'none lost or doubled' if answered == stored else 'THEY DIFFER'}\n"
        f"memory of the server at most {most:.0f} MB (goal: under 300 MB)"
    )
    if answered != stored:
        sys.exit(1)


def people(folder: Path, children: int, weeks: int) -> dict[str, int]:
    """Fill a data folder with children, and return how many trials each has had, by key."""
    now = datetime.now().astimezone()
    store = open_store(folder, now)
    try:
        Accounts(store, lambda: now).first("none opens")
        clock = demo.Clock(now)
        rng = Random(0)
        practice = Practice(store, clock=clock, rng=rng, cast=cast(), make=make, calls=lambda: 0)
        found: dict[str, int] = {}
        for number in range(children):
            clock.now = now
            key = practice.add_child(
                f"Child {number}",
                picture="pic-fox",
                age="6-8",
                language="ko",
                consent=Consent(given_by="parent", at=now, wording=1),
                plan=Plan(languages=("ko", "en"), blocks=3, minutes=20),
            ).child.key
            child = demo.CHILDREN[number % len(demo.CHILDREN)]
            parent = demo.Parent(Observing(store, clock), Missions(store, clock), rng)
            found[key] = demo.practise(
                practice, parent, clock, key, child, rng, demo.days(now, weeks)
            )
        return found
    finally:
        store.close()


def count(folder: Path) -> int:
    """Return the first responses that are stored."""
    now = datetime.now().astimezone()
    store = open_store(folder, now)
    try:
        return responses(store)
    finally:
        store.close()


def responses(store: Store) -> int:
    """Return how many trials were responded to."""
    with store.engine.connect() as connection:
        query = "SELECT COUNT(*) FROM response WHERE attempt = 0"
        return int(connection.exec_driver_sql(query).scalar_one())


def serve(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a server, and return it and its address."""
    command = [sys.executable, "-m", "pyojeong", "serve", "--port", "0", "--no-browser"]
    server = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--data", str(folder), "--lang", "en"], stdout=subprocess.PIPE, text=True
    )
    for line in server.stdout or ():
        if found := re.search(r"http://[\d.]+:\d+", line):
            return server, found[0]
    raise SystemExit("the server did not start")


def highest(pid: int) -> float:
    """Return the most memory that a process has had, in MB (Linux: VmHWM, in KiB)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


async def together(
    address: str, keys: dict[str, int], seconds: float, pause: float
) -> tuple[list[float], int]:
    """Let all practise at once; return seconds that answers took, and first responses told."""
    took: list[float] = []
    until = time.monotonic() + seconds
    playing = (
        one(address, key, until, pause, Random(number), took) for number, key in enumerate(keys)
    )
    return took, sum(await asyncio.gather(*playing))


async def one(
    address: str, key: str, until: float, pause: float, rng: Random, took: list[float]
) -> int:
    """Practise as one child, and return the first responses that were told to be stored."""
    answered = 0
    async with httpx2.AsyncClient(base_url=address, timeout=60) as client:
        token = await csrf(client, "/")
        await client.post(f"/children/{key}/enter", headers={"X-CSRF-Token": token})
        headers = {"X-CSRF-Token": await csrf(client, "/practice")}
        state = (await client.post("/api/practice/start", headers=headers)).json()
        await asyncio.sleep(rng.uniform(0, pause))
        while state["state"] == "trial" and time.monotonic() < until:
            trial = state["trial"]
            body = {
                "number": trial["number"],
                "place": rng.randrange(len(trial["choices"])),
                "prompted": False,
                "reaction_ms": 2000,
                "attempt": trial["attempt"],
            }
            start = time.perf_counter()
            response = await client.post("/api/practice/answer", json=body, headers=headers)
            took.append(time.perf_counter() - start)
            response.raise_for_status()
            answered += trial["attempt"] == 0
            said = response.json()
            state = said["next"] or {
                "state": "trial",
                "trial": trial | {"attempt": trial["attempt"] + 1},
            }
            await asyncio.sleep(rng.uniform(0.5 * pause, 1.5 * pause))
    return answered


async def csrf(client: httpx2.AsyncClient, path: str) -> str:
    """Return the token of a page's forms."""
    (found,) = CSRF.findall((await client.get(path)).text)
    return found


if __name__ == "__main__":
    main()

"""How long the caregiver's pages take: twenty children who practised every day for two years.

    PYTHONPATH=tests python benchmarks/care.py --work FOLDER

A real server in a process of its own, real HTTP over loopback, one request after the other, each of
the next child. The children are added to the folder once, and copied for each run.
"""

import argparse
import math
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import httpx2
from practice import CSRF, highest, serve  # pyrefly: ignore[missing-import]  # lies beside this
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session as Transaction

from fakes import histories
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.domain.course import Course
from pyojeong.app.practice import standings
from pyojeong.app.store import Store, open_store, people, trials
from pyojeong.app.store.tables import Base, ResponseRow, SessionRow, TrialRow
from pyojeong.app.web.pin import Door
from pyojeong.app.web.vault import StoreVault

PIN = "270301"
GOAL_MS = 200
HOME = "/caregiver"
CHILDREN = f"{HOME}/children"
LOOKS_S = 3  # until a caregiver opens the page after a child's session
WARM_S = 45  # in which the server works out the progress of twenty children unasked
PAGES = {
    "home": HOME,
    "overview": f"{CHILDREN}/{{key}}",
    "sessions": f"{CHILDREN}/{{key}}/sessions",
    "plan": f"{CHILDREN}/{{key}}/plan",
}
DATABASE = "pyojeong.db"


def main() -> None:
    """Print the times of each page, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--work", type=Path, required=True, help="folder for the children")
    parser.add_argument("--children", type=int, default=20)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--requests", type=int, default=200, help="of each page")
    given = parser.parse_args()
    keys = fill(given.work, given.children, given.days)
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(given.work / DATABASE, folder)
        print(f"{'ms':<48}{'n':>5}{'median':>8}{'p95':>8}{'slowest':>8}")
        with caregiver(folder) as client:
            cold = [view(client, f"{CHILDREN}/{key}/progress") for key in keys]
            report("progress, at once after the server starts", cold)
        with caregiver(folder) as client:
            starting, answering = first_answer(str(client.base_url), keys[0])
        with caregiver(folder) as client:
            report("home, at once after the server starts", [view(client, HOME) for _ in keys])
            time.sleep(WARM_S)
            for name, path in PAGES.items():
                paths = [path.format(key=key) for key in keys]
                report(name, [view(client, one) for one in around(paths, given.requests)])
            progress(client, folder, keys, given.requests)
    print(
        f"a child's first trial, at once after the server starts, {1000 * starting:.0f} ms, "
        f"its first answer {1000 * answering:.0f} ms\n"
        f"goal: p95 of home and of progress under {GOAL_MS} ms"
    )


def fill(work: Path, children: int, days: int) -> list[str]:
    """Add the children where they are not there yet, and return their keys."""
    work.mkdir(parents=True, exist_ok=True)
    store = open_store(work, now())
    try:
        with store.reading() as transaction:
            known = [one.child.key for one in people.everybody(transaction)]
        if known:
            return known
        Door(Accounts(store, now), StoreVault(store), now).set_first_pin(PIN)
        keys = histories.fill(store, children, days, until=now())
        for key in keys:
            note(store, key)
        return list(keys)
    finally:
        store.close()


def note(store: Store, key: str) -> None:
    """Note where the goals of a child stand, as practice does with every answer."""
    with store.writing() as transaction:
        history = trials.history(transaction, key)
        standings.note(transaction, key, Course.of(people.plan_of(transaction, key), history))


@contextmanager
def caregiver(folder: Path) -> Iterator[httpx2.Client]:
    """Start a server, and give a browser in which a caregiver has opened the door."""
    server, address = serve(folder)
    try:
        with httpx2.Client(base_url=address, timeout=60, follow_redirects=True) as client:
            token = CSRF.findall(client.get("/caregiver/door").text)[0]
            form = {"pin": PIN, "csrf": token}
            client.post("/caregiver/door", data=form).raise_for_status()
            yield client
        print(f"memory of the server at most {highest(server.pid):.0f} MB", flush=True)
    finally:
        server.terminate()
        server.wait()


def view(client: httpx2.Client, path: str) -> float:
    """Ask for a page, and return the seconds."""
    start = time.perf_counter()
    response = client.get(path)
    took = time.perf_counter() - start
    response.raise_for_status()
    if response.url.path != path:
        raise SystemExit(f"{path} led to {response.url.path}")
    return took


def progress(client: httpx2.Client, folder: Path, keys: Sequence[str], requests: int) -> None:
    """Print the times of the progress page: first views, and each after one more session."""
    paths = {key: f"{CHILDREN}/{key}/progress" for key in keys}
    took = [view(client, path) for path in paths.values()]
    report("progress, first views", took)
    after: list[float] = []
    for key, path in paths.items():
        practise(str(client.base_url), key)
        time.sleep(LOOKS_S)
        after.append(view(client, path))
    report(f"progress, {LOOKS_S} s after a session", after)
    again = [view(client, path) for path in around(list(paths.values()), requests)]
    report("progress, seen again unchanged", again)
    report("progress, all of these", took + after + again)
    store = open_store(folder, now())
    unknown: list[float] = []
    for key in around(keys, requests):
        add_session(store, key)
        unknown.append(view(client, paths[key]))
    store.close()
    report("progress, at once, of another server's session", unknown)


def practise(address: str, key: str) -> None:
    """Practise as a child until today's session is over."""
    with practising(address, key) as (client, state):
        while state["state"] == "trial":
            state = respond(client, state["trial"])


def add_session(store: Store, key: str) -> None:
    """Add the last session of a child once more, as the one that follows it."""
    with store.writing() as transaction:
        mine = select(SessionRow).where(SessionRow.child == key)
        last = transaction.scalars(mine.order_by(SessionRow.number.desc()).limit(1)).one()
        asked = transaction.scalars(select(TrialRow).where(TrialRow.session == last.id)).all()
        sitting = copied(transaction, last, number=last.number + 1)
        for trial in asked:
            number = trial.number + len(asked)
            new = copied(transaction, trial, session=sitting, number=number)
            first = transaction.get_one(ResponseRow, (trial.id, 0))
            transaction.add(ResponseRow(**(values_of(first) | {"trial": new})))


def copied(transaction: Transaction, row: SessionRow | TrialRow, **changes: int) -> int:
    """Add a row once more with some columns changed, and return its id."""
    new = type(row)(**(values_of(row) | changes | {"id": None}))
    transaction.add(new)
    transaction.flush()
    return new.id


def values_of(row: Base) -> dict[str, Any]:
    """Return the columns of a row."""
    return {one.key: getattr(row, one.key) for one in inspect(type(row)).column_attrs}


def first_answer(address: str, key: str) -> tuple[float, float]:
    """Return the seconds until a child sees its first trial, and then until it is answered."""
    start = time.perf_counter()
    with practising(address, key) as (client, state):
        shown = time.perf_counter()
        respond(client, state["trial"])
        answered = time.perf_counter()
    return shown - start, answered - shown


@contextmanager
def practising(address: str, key: str) -> Iterator[tuple[httpx2.Client, dict[str, Any]]]:
    """Give a browser in which a child has begun today's session, and what it is shown."""
    with httpx2.Client(base_url=address, timeout=60) as client:
        token = CSRF.findall(client.get("/").text)[0]
        client.post(f"/children/{key}/enter", headers={"X-CSRF-Token": token})
        client.headers["X-CSRF-Token"] = CSRF.findall(client.get("/practice").text)[0]
        yield client, client.post("/api/practice/start").raise_for_status().json()


def respond(client: httpx2.Client, trial: dict[str, Any]) -> dict[str, Any]:
    """Choose the first place of a trial, and return what is shown then."""
    body = {"number": trial["number"], "place": 0, "prompted": False, "reaction_ms": 2000}
    said = client.post("/api/practice/answer", json=body | {"attempt": trial["attempt"]})
    following = said.raise_for_status().json()["next"]
    again = {"state": "trial", "trial": trial | {"attempt": trial["attempt"] + 1}}
    return again if following is None else following


def report(name: str, took: Sequence[float]) -> None:
    """Print a row of the table, in ms."""
    ms = sorted(1000 * one for one in took)
    p95 = ms[math.ceil(0.95 * len(ms)) - 1]
    print(
        f"{name:<48}{len(ms):>5}{statistics.median(ms):>8.0f}{p95:>8.0f}{ms[-1]:>8.0f}", flush=True
    )


def around(values: Sequence[str], count: int) -> Iterator[str]:
    """Give values in turn, so many in all."""
    return islice(cycle(values), count)


def now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now().astimezone()


if __name__ == "__main__":
    main()

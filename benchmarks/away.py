"""What it takes to save everything: seconds and memory of each export, of archives and imports.

    PYTHONPATH=tests python benchmarks/away.py

Twenty children who practised every day for two years, about 500,000 trials. Each export runs in a
process of its own, whose highest memory is that of the export and of what it imports; then once
more as two files at a time, each with half of the children.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from fakes import histories
from pyojeong.app.reports.bids import bids_zip
from pyojeong.app.reports.trials_csv import trials_zip
from pyojeong.app.reports.xapi import statements
from pyojeong.app.store import archive, open_store, people
from pyojeong.app.store.erasing import erase
from pyojeong.app.store.tables import TrialRow

GOAL_S = 30
TOGETHER = 2  # processes, as many as there are cores
FEW = 2  # children, to see whether memory grows with their number
EXPORTS = {"CSV": trials_zip, "BIDS": bids_zip, "xAPI": statements}
MEGABYTE = 1_000_000


def main() -> None:
    """Print the times and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--children", type=int, default=20)
    parser.add_argument("--days", type=int, default=730)
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder, other = Path(place) / "here", Path(place) / "there"
        alone(fill, folder, given.children, given.days)
        print(f"goal of each export: under {GOAL_S} s, in memory that does not grow", flush=True)
        for name in EXPORTS:
            for children in (FEW, given.children):
                alone(export, folder, name, children)
            alone(export_together, folder, name, given.children)
        alone(save, folder, Path(place))
        alone(bring, other, Path(place))
        alone(remove, folder)


def alone(work: Callable[..., str], *arguments: object) -> None:
    """Do something in a process of its own; print what it says, how long, and how much memory."""
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(work, arguments))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def _measured(work: Callable[..., str], arguments: tuple[object, ...]) -> None:
    before, begun = peak(), time.perf_counter()
    said = work(*arguments)
    seconds = time.perf_counter() - begun
    print(f"{said}: {seconds:.1f} s, {before:.0f} MB before, {peak():.0f} MB at most", flush=True)


def peak() -> float:
    """Return the highest memory of this process, or of one that it started, MB."""
    of = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in of) * 1024 / MEGABYTE


def fill(folder: Path, children: int, days: int) -> str:
    """Add the children."""
    store = open_store(folder, now())
    histories.fill(store, children=children, days=days, until=now())
    with store.reading() as transaction:
        trials = transaction.scalar(select(func.count()).select_from(TrialRow))
    store.close()
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return f"{children} children, {trials} trials, database of {size / MEGABYTE:.0f} MB"


def export(folder: Path, name: str, children: int) -> str:
    """Make an export of some children."""
    size = size_of(folder, name, slice(children))
    return f"{name} of {children} children, {size / MEGABYTE:.1f} MB"


def export_together(folder: Path, name: str, children: int) -> str:
    """Make an export of some children, as one file a process."""
    parts = [(folder, name, slice(one, children, TOGETHER)) for one in range(TOGETHER)]
    with multiprocessing.get_context("spawn").Pool(TOGETHER) as pool:
        size = sum(pool.starmap(size_of, parts))
    return f"{name} of {children} children, {TOGETHER} files at a time, {size / MEGABYTE:.1f} MB"


def size_of(folder: Path, name: str, chosen: slice) -> int:
    """Make an export of chosen children, and return its bytes."""
    store = open_store(folder, now())
    with store.reading() as transaction:
        keys = [one.child.key for one in people.everybody(transaction)][chosen]
        size = sum(len(piece) for piece in EXPORTS[name](transaction, keys))
    store.close()
    return size


def save(folder: Path, place: Path) -> str:
    """Save the archive of everybody."""
    store = open_store(folder, now())
    with store.reading() as transaction:
        keys = [one.child.key for one in people.everybody(transaction)]
        for key in keys:
            with (place / f"{key}.zip").open("wb") as file:
                archive.write(transaction, key, file)
    store.close()
    size = sum(file.stat().st_size for file in place.glob("*.zip"))
    return f"archives of {len(keys)} children, {size / MEGABYTE:.1f} MB"


def bring(folder: Path, place: Path) -> str:
    """Import every archive into a new store, and save each again: it must be the same."""
    store = open_store(folder, now())
    files, longest = sorted(place.glob("*.zip")), 0.0
    for path in files:
        begun = time.perf_counter()
        with path.open("rb") as file, archive.unnamed(store.folder) as kept:
            spool = archive.Spool(kept)
            archive.check(file, anything, spool, now())
            with store.writing() as transaction:
                archive.store(transaction, spool)
        longest = max(longest, time.perf_counter() - begun)
    same = 0
    with store.reading() as transaction:
        for path in files:
            same += b"".join(archive.archived(transaction, path.stem)) == path.read_bytes()
    store.close()
    return (
        f"{len(files)} archives imported, the longest in {longest:.1f} s, {same} saved again equal"
    )


def anything(_picture: str, _settings: str) -> None:
    """Take every picture and every page's settings."""


def remove(folder: Path) -> str:
    """Erase a child, and search the whole folder for it."""
    store = open_store(folder, now())
    with store.reading() as transaction:
        key = people.everybody(transaction)[0].child.key
    receipt = erase(store, key, now())
    store.close()
    searched = f"{receipt.files} files, {receipt.bytes / MEGABYTE:.0f} MB searched"
    return f"a child erased, {searched}, {len(receipt.found)} found"


def now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now().astimezone()


if __name__ == "__main__":
    main()

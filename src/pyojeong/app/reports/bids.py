"""The trials as a BIDS data set: behaviour alone, no dates, nobody's name.

Brain Imaging Data Structure 1.10.0, "Behavioral experiments (with no neural recordings)" and
"Events"; https://bids-specification.readthedocs.io/en/v1.10.0/. One description of the columns
stands at the root and holds for all (inheritance principle).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy.orm import Session as Transaction

from pyojeong import __version__
from pyojeong.app.reports.columns import Cell, Column, cells, columns
from pyojeong.app.reports.told import Told, told
from pyojeong.app.store import people
from pyojeong.app.store.archive.zipped import Member, encoded, zipped

VERSION = "1.10.0"
FOLDER = "pyojeong-bids"
TASK = "faces"
MISSING = "n/a"  # BIDS, "Tabular files": for what is not there
EVENTS = f"task-{TASK}_events"

DESCRIPTION = {
    "Name": "Practice with facial expressions (Pyojeong)",
    "BIDSVersion": VERSION,
    "DatasetType": "raw",
    "License": "n/a",
    "GeneratedBy": [{"Name": "Pyojeong", "Version": __version__}],
}
README = """\
# Practice with facial expressions

Trials that children had in Pyojeong, which shows drawn faces and asks what they may mean. Made by
Pyojeong {version}. A session is a sitting; an event is a trial, from when it was shown to the
first response. Every column is described in task-faces_events.json.

Children are named by codes. There are no dates: sessions.tsv says how many days after the first
each was. There is no time limit in Pyojeong, and speed is no goal.
"""

ABOUT = {
    "TaskName": TASK,
    "TaskDescription": "Which face shows the feeling asked for, or what does a face show?",
    "Instructions": "In the words of each exercise, Korean or English, read out on request.",
}
PARTICIPANTS = {
    "participant_id": {"Description": "sub- and the code that stands for the child"},
    "age_band": {
        "Description": "Age, as the caregiver gave it",
        "Levels": {band: f"{band} years" for band in ("4-5", "6-8", "9-13")},
    },
}
SESSIONS = {
    "session_id": {"Description": "ses- and the number of the session"},
    "days": {"Description": "Since the first session, by the child's clock", "Units": "day"},
    "form": {"Description": "Probe form that the session was; n/a: an ordinary session"},
    "trials": {"Description": "Trials that were responded to"},
}
TIMES: dict[str, dict[str, Any]] = {
    "onset": {
        "Description": "When the trial was shown, from the session's beginning",
        "Units": "s",
    },
    "duration": {"Description": "From shown to the first response", "Units": "s"},
}


def bids_zip(transaction: Transaction, children: Sequence[str]) -> Iterator[bytes]:
    """Return a zip with the data set of children."""
    files = _files(transaction, children)
    yield from zipped((f"{FOLDER}/{name}", pieces) for name, pieces in files)


def _files(transaction: Transaction, children: Sequence[str]) -> Iterator[Member]:
    yield "dataset_description.json", [_json(DESCRIPTION)]
    yield "README.md", [README.format(version=__version__).encode()]
    yield "participants.json", [_json(PARTICIPANTS)]
    yield "sessions.json", [_json(SESSIONS)]
    yield f"{EVENTS}.json", [_json({**ABOUT, **TIMES, **_described()})]
    known = [people.get(transaction, child) for child in children]
    rows = ((f"sub-{one.code}", one.child.age) for one in known)
    yield "participants.tsv", encoded(_table(tuple(PARTICIPANTS), rows))
    for one in known:
        yield from _of_child(one.code, told(transaction, one.child.key))


def _of_child(code: str, rows: Iterable[Told]) -> Iterator[Member]:
    """Return a file of each session, and then the list of these."""
    sessions: list[tuple[Cell, ...]] = []
    first = None
    for number, group in groupby(rows, attrgetter("exported.seen.session")):
        trials = sorted(group, key=attrgetter("exported.shown_at"))
        day = trials[0].exported.began.date()
        first = first or day
        session, form = f"ses-{number + 1:03d}", trials[0].exported.seen.form
        sessions.append((session, (day - first).days, form, len(trials)))
        name = f"sub-{code}/{session}/beh/sub-{code}_{session}_{EVENTS}.tsv"
        yield name, encoded(_events(trials))
    if sessions:
        table = _table(tuple(SESSIONS), sessions)
        yield f"sub-{code}/sub-{code}_sessions.tsv", encoded(table)


def _events(trials: Sequence[Told]) -> Iterator[str]:
    chosen = _places()
    rows = (
        (_onset(one), one.exported.seen.reaction_ms / 1000, *chosen(cells(one))) for one in trials
    )
    return _table((*TIMES, *(column.name for column in shown())), rows)


@cache
def _places() -> Callable[[Sequence[Cell]], Sequence[Cell]]:
    """Return what takes the cells of the data set from those of every column."""
    every, chosen = columns(), shown()
    return itemgetter(*(place for place, column in enumerate(every) if column in chosen))


@cache
def shown() -> tuple[Column, ...]:
    """Return the columns that the data set has: neither dates nor what the files' names say."""
    return tuple(one for one in columns() if not one.dated and one.name not in ("child", "session"))


def _onset(one: Told) -> float:
    return round((one.exported.shown_at - one.exported.began).total_seconds(), 3)


def _described() -> dict[str, dict[str, Any]]:
    return {one.name: _description(one) for one in shown()}


def _description(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"LongName": column.name.replace("_", " ")}
    if column.levels:
        described["Description"] = column.about
        described["Levels"] = {level: level.replace("_", " ") for level in column.levels}
    else:
        described["Description"] = f"{column.about} Values: {column.values}."
    return described | ({"Units": column.unit} if column.unit else {})


def _table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    for row in chain([head], rows):
        texts = [MISSING if cell is None else str(cell) for cell in row]
        line = "\t".join(texts)
        if line.split() != texts:  # a tab would begin the next cell, and no cell may be empty
            line = "\t".join(" ".join(text.split()) or MISSING for text in texts)
        yield f"{line}\n"


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"

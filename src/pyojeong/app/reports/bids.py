"""The trials as a BIDS data set: behaviour alone, no dates, nobody's name.

Brain Imaging Data Structure 1.10.0, "Behavioral experiments (with no neural recordings)" and
"Events"; https://bids-specification.readthedocs.io/en/v1.10.0/. One description of the columns
stands at the root and holds for all (inheritance principle).

What was seen in real life, and plans, stand beside the sessions of a child in files of behaviour,
which may lack onset and duration ("Behavioral experiments"): they lie between sessions, and
`phenotype/` takes one row a participant.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy.orm import Session as Transaction

from pyojeong import __version__
from pyojeong.app.reports.dated import observations_of, plans_of, sessions_of
from pyojeong.app.reports.tables.observations import OBSERVATIONS
from pyojeong.app.reports.tables.plans import PLANS
from pyojeong.app.reports.tables.sessions import SESSIONS
from pyojeong.app.reports.tables.table import Cell, Column, Table
from pyojeong.app.reports.tables.trials import trials
from pyojeong.app.reports.told import Told, told
from pyojeong.app.store import people
from pyojeong.app.store.archive.zipped import Member, encoded, zipped

VERSION = "1.10.0"
FOLDER = "pyojeong-bids"
TASK = "faces"
ODD = re.compile(r"[^\S\t ]|(?:^|\t) *(?:\t|$)")  # any other white space, and an empty cell
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

Beside the sessions of a child: what caregivers saw in real life (task-reallife), and every plan,
with the starts of teaching that chance drew (task-plan).

Children are named by codes. There are no dates: a day is told by its distance from the first
session's. There is no time limit in Pyojeong, and speed is no goal.
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
SESSION_ID = {"session_id": {"Description": "ses- and the number of the session"}}
TIMES: dict[str, dict[str, Any]] = {
    "onset": {
        "Description": "When the trial was shown, from the session's beginning",
        "Units": "s",
    },
    "duration": {"Description": "From shown to the first response", "Units": "s"},
}

SESSIONS_SHOWN = SESSIONS.undated(but=("child", "session"))


@dataclass(frozen=True)
class Beside:
    """A table that stands beside a child's sessions. about: what the task was. rows: of a child."""

    task: str
    about: Mapping[str, str]
    table: Table[Any]
    rows: Callable[[Transaction, str], Iterator[Any]]

    @property
    def name(self) -> str:
        """What its files are called, but for the child and the ending."""
        return f"task-{self.task}_beh"


BESIDE = (
    Beside(
        "reallife",
        {
            "TaskName": "reallife",
            "TaskDescription": "What a caregiver saw in real life: a week's five questions, and "
            "missions, which are small things to do with a feeling in mind.",
            "Instructions": "To the caregiver, Korean or English.",
        },
        OBSERVATIONS.undated(but=("child",)),
        observations_of,
    ),
    Beside(
        "plan",
        {
            "TaskName": "plan",
            "TaskDescription": "None of the child's: what was taught and how, from which day on.",
            "Instructions": "None.",
        },
        PLANS.undated(but=("child",)),
        plans_of,
    ),
)


def bids_zip(transaction: Transaction, children: Sequence[str]) -> Iterator[bytes]:
    """Return a zip with the data set of children."""
    files = _files(transaction, children)
    yield from zipped((f"{FOLDER}/{name}", pieces) for name, pieces in files)


def _files(transaction: Transaction, children: Sequence[str]) -> Iterator[Member]:
    yield "dataset_description.json", [_json(DESCRIPTION)]
    yield "README.md", [README.format(version=__version__).encode()]
    yield "participants.json", [_json(PARTICIPANTS)]
    known = [people.get(transaction, child) for child in children]
    rows = ((f"sub-{one.code}", one.child.age) for one in known)
    yield "participants.tsv", encoded(_table(tuple(PARTICIPANTS), rows))
    described = _descriptions()
    there: set[str] = set()
    for child in known:
        for name, pieces in _of_child(transaction, child.code, child.child.key):
            yield name, pieces
            there |= {one for one in described if name.endswith(f"_{one}.tsv")}
    # A description of files that are not there is an error to the validator.
    for name in sorted(there):
        yield f"{name}.json", [_json(described[name])]


def _descriptions() -> dict[str, dict[str, Any]]:
    """Return what describes the columns of files, by how the names of these end."""
    return {
        "sessions": {**SESSION_ID, **_described(SESSIONS_SHOWN)},
        EVENTS: {**ABOUT, **TIMES, **_described(shown())},
        **{one.name: {**one.about, **_described(one.table)} for one in BESIDE},
    }


def _of_child(transaction: Transaction, code: str, child: str) -> Iterator[Member]:
    """Return the events of each session, the list of sessions, and what stands beside them."""
    folder = f"sub-{code}"
    for number, group in groupby(told(transaction, child), attrgetter("exported.seen.session")):
        rows = sorted(((one.exported.shown_at, _event(one)) for one in group), key=itemgetter(0))
        session, head = _session(number), (*TIMES, *shown().head)
        name = f"{folder}/{session}/beh/{folder}_{session}_{EVENTS}.tsv"
        yield name, encoded(_table(head, map(itemgetter(1), rows)))
    sessions = [
        (_session(row.what.number), *SESSIONS_SHOWN.cells(row))
        for row in sessions_of(transaction, child)
    ]
    if sessions:
        table = _table((*SESSION_ID, *SESSIONS_SHOWN.head), sessions)
        yield f"{folder}/{folder}_sessions.tsv", encoded(table)
    for one in BESIDE:
        if kept := [one.table.cells(row) for row in one.rows(transaction, child)]:
            name = f"{folder}/beh/{folder}_{one.name}.tsv"
            yield name, encoded(_table(one.table.head, kept))


def _session(number: int) -> str:
    return f"ses-{number + 1:03d}"


def _event(one: Told) -> tuple[Cell, ...]:
    return _onset(one), one.exported.seen.reaction_ms / 1000, *shown().cells(one)


@cache
def shown() -> Table[Told]:
    """Return what the data set has of trials: neither dates nor what the files' names say."""
    return trials().undated(but=("child", "session"))


def _onset(one: Told) -> float:
    return round((one.exported.shown_at - one.exported.began).total_seconds(), 3)


def _described(table: Table[Any]) -> dict[str, dict[str, Any]]:
    return {one.name: _description(one) for one in table.columns}


def _description(column: Column[Any]) -> dict[str, Any]:
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
        # A tab would begin the next cell, a line break the next row, and no cell may be empty.
        if line.count("\t") >= len(texts) or ODD.search(line):
            line = "\t".join(" ".join(text.split()) or MISSING for text in texts)
        yield f"{line}\n"


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"

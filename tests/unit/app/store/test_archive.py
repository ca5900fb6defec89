"""A child's archive: equal on another machine, and refused whole where anything is amiss."""

import errno
import io
import json
import struct
import tempfile
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from typing_extensions import override

from fakes.archives import (
    NOW,
    checked,
    fits,
    flipped,
    meddled,
    members_of,
    packed,
    read,
    rewritten,
    saved,
    vouched,
)
from fakes.away import WORDS, everything, lived, rows
from fakes.classroom import START
from fakes.practice import Clock, mina, practising
from pyojeong.app.practice.scene import ASTRAY
from pyojeong.app.reports.bids import bids_zip
from pyojeong.app.reports.trials_csv import trials_zip
from pyojeong.app.reports.xapi import statements
from pyojeong.app.store import Store, archive, open_store, people
from pyojeong.app.store.archive import reading, times, unzipped
from pyojeong.app.store.archive.lines import MANIFEST, MEMBERS
from pyojeong.app.store.archive.sentences import DAMAGED, FOREIGN, LARGE, NEWER, ODD, THERE
from pyojeong.app.store.archive.zipped import zipped
from pyojeong.app.store.tables import ChildRow
from pyojeong.core.errors import ArchiveError, StorageError, UnknownChildError


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str, bytes]]:
    """A store with a child who has something in every table, and the archive."""
    store = open_store(tmp_path_factory.mktemp("here"), START)
    child = lived(store)
    yield store, child, saved(store, child)
    store.close()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of another machine, on which somebody else practises."""
    store = open_store(tmp_path_factory.mktemp("elsewhere"), START)
    mina(practising(store))
    yield store
    store.close()


@pytest.fixture
def data(here: tuple[Store, str, bytes]) -> bytes:
    """The archive."""
    return here[2]


def refused(store: Store, data: bytes) -> str:
    """Return why an archive is refused; nothing of it is stored."""
    before = everything(store)
    with pytest.raises(ArchiveError) as error:
        read(store, data)
    assert everything(store) == before
    return str(error.value)


def test_equal_state(here: tuple[Store, str, bytes], tmp_path: Path) -> None:
    """After the import every row is there as it was, ids apart, beside who was there before."""
    store, child, data = here
    other = open_store(tmp_path, START)
    friend = lived(other, name="Otter")
    before = rows(other, friend)
    assert read(other, data) == child
    told = rows(store, child)
    assert rows(other, child) == told
    assert all(told.values()), "every table has something"
    assert rows(other, friend) == before
    other.close()


def test_saved_again(here: tuple[Store, str, bytes], tmp_path: Path) -> None:
    """The archive of an imported child is the archive that it came from, byte for byte."""
    _, child, data = here
    other = open_store(tmp_path, START)
    read(other, data)
    assert saved(other, child) == data
    other.close()


def test_practice_goes_on(here: tuple[Store, str, bytes], tmp_path: Path) -> None:
    """On the other machine the child is asked what was asked here."""
    store, child, data = here
    other, clock = open_store(tmp_path, START), Clock()
    read(other, data)
    clock.wind(days=2, minutes=5)
    states = [practising(one, clock).state(child) for one in (store, other)]
    assert states[0] == states[1]
    other.close()


def test_who_saw_it_stays(here: tuple[Store, str, bytes]) -> None:
    """Neither caregivers, nor what they saw, nor what is worked out again goes into an archive."""
    _, _, data = here
    members = members_of(data)
    assert set(members) == {*MEMBERS, MANIFEST}
    assert not any(b"Kim" in held for held in members.values())
    assert WORDS.encode() in members["signal.jsonl"]
    assert "미나".encode() in members["child.jsonl"]


def test_nobody(tmp_path: Path) -> None:
    """Of a child who is not there nothing can be saved."""
    store = open_store(tmp_path, START)
    with pytest.raises(UnknownChildError), store.reading() as transaction:
        archive.write(transaction, "nobody", io.BytesIO())
    store.close()


def test_already_here(here: tuple[Store, str, bytes]) -> None:
    """A child who is here already is not brought in again."""
    store, _, data = here
    assert refused(store, data) == THERE


def test_code_taken(here: tuple[Store, str, bytes], elsewhere: Store) -> None:
    """Nobody takes the code of somebody else."""
    _, _, data = here
    with elsewhere.reading() as transaction:
        code = transaction.scalar(select(ChildRow.code))
    assert refused(elsewhere, rewritten(data, "child.jsonl", 0, code=code)) == THERE


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"PK",
        b"no zip at all" * 100,
        packed({"photo.txt": b"hello"}),
        packed({MANIFEST: b'{"name": "other program"}'}),
        packed({MANIFEST: b"[]"}),
    ],
    ids=["empty", "short", "text", "zip", "manifest of another", "manifest that is a list"],
)
def test_foreign(elsewhere: Store, foreign: bytes) -> None:
    """What is no archive of ours is called so."""
    assert refused(elsewhere, foreign) == FOREIGN


@pytest.mark.parametrize("newer", [{"format": 2}, {"store": "0999"}, {"format": 9, "more": []}])
def test_newer(data: bytes, elsewhere: Store, newer: dict[str, Any]) -> None:
    """An archive of a newer Pyojeong is called so, whatever else it says."""
    members = members_of(data)
    manifest = json.loads(members[MANIFEST]) | newer
    assert refused(elsewhere, packed({**members, MANIFEST: json.dumps(manifest).encode()})) == NEWER


def test_cut_short(data: bytes, elsewhere: Store) -> None:
    """An archive that did not arrive whole is refused wherever it was cut."""
    for length in range(0, len(data), 997):
        assert refused(elsewhere, data[:length]) in (FOREIGN, DAMAGED)


def test_other_sum(data: bytes, elsewhere: Store) -> None:
    """A member that is not what the manifest says is refused, though its CRC is right."""
    members = members_of(data)
    changed = members["trial.jsonl"].replace(b'"reaction_ms":2000', b'"reaction_ms":2001', 1)
    assert refused(elsewhere, packed({**members, "trial.jsonl": changed})) == DAMAGED


def test_wrong_crc(data: bytes, elsewhere: Store) -> None:
    """A member whose bytes are not as the zip says is refused."""
    held = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        info = opened.getinfo("trial.jsonl")
    held[info.header_offset + 200] ^= 0xFF
    assert refused(elsewhere, bytes(held)) == DAMAGED


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "C:\\evil", "a/../../b", "more.jsonl"])
def test_other_members(data: bytes, elsewhere: Store, name: str) -> None:
    """A member that does not belong there, wherever its name leads, is refused."""
    assert refused(elsewhere, packed({**members_of(data), name: b"{}"})) == ODD


def test_a_member_twice(data: bytes, elsewhere: Store) -> None:
    """Two members of a name are refused: nobody knows which is meant."""
    twice = packed({**members_of(data), "plan.jsonx": b""}).replace(b"plan.jsonx", b"plan.jsonl")
    assert refused(elsewhere, twice) == ODD


def test_a_member_missing(data: bytes, elsewhere: Store) -> None:
    """An archive without one of its members is refused."""
    members = members_of(data)
    del members["signal.jsonl"]
    assert refused(elsewhere, vouched(members)) == ODD


def test_encrypted(data: bytes, elsewhere: Store) -> None:
    """An archive that wants a password is refused."""
    held = bytearray(data)
    at = held.index(b"PK\x01\x02")
    while at >= 0:  # the flags of every member, in the directory
        held[at + 8] |= 1
        at = held.find(b"PK\x01\x02", at + 1)
    assert refused(elsewhere, bytes(held)) in (ODD, DAMAGED)


def test_not_packed(data: bytes, elsewhere: Store) -> None:
    """Members are packed as ours are, or refused."""
    assert refused(elsewhere, packed(members_of(data), zipfile.ZIP_BZIP2)) == ODD


def test_a_bomb(data: bytes, elsewhere: Store) -> None:
    """A member that swells a thousandfold is refused before it is read."""
    bomb = vouched({**members_of(data), "trial.jsonl": b" " * (50 << 20)})
    assert len(bomb) < 200_000
    assert refused(elsewhere, bomb) == LARGE


def test_a_bomb_that_lies(data: bytes, elsewhere: Store) -> None:
    """A member that says it is small is read no further than that."""
    bomb = bytearray(vouched({**members_of(data), "signal.jsonl": b" " * (50 << 20)}))
    size = struct.pack("<L", 50 << 20)
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = struct.pack("<L", 100)
    tracemalloc.start()
    assert refused(elsewhere, bytes(bomb)) == DAMAGED
    assert tracemalloc.get_traced_memory()[1] < 20 << 20
    tracemalloc.stop()


WAYS = {
    "stored": zipfile.ZIP_STORED,
    "deflate": zipfile.ZIP_DEFLATED,
    "bz2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}
SIZE_IN_DIRECTORY, PACKED_SIZE_IN_DIRECTORY = 24, 20  # bytes from a member's mark


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [MANIFEST, "child.jsonl"])
def test_a_bomb_in_any_way(data: bytes, elsewhere: Store, name: str, way: str) -> None:
    """Manifest or member, however packed: what swells and says it does not fills no memory."""
    bomb = bytearray(packed({**members_of(data), name: b" " * (32 << 20)}, WAYS[way]))
    at = bomb.rindex(name.encode()) - 46  # its entry in the directory
    assert bomb[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<L", bomb, at + SIZE_IN_DIRECTORY, 100)
    if way == "stored":
        struct.pack_into("<L", bomb, at + PACKED_SIZE_IN_DIRECTORY, 100)
    held = bytes(bomb)
    del bomb
    tracemalloc.start()
    assert refused(elsewhere, held) in (LARGE, ODD, DAMAGED)
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


def test_a_manifest_of_another_packing(data: bytes, elsewhere: Store) -> None:
    """One that is packed in another way is refused before it is opened."""
    members = members_of(data)
    target = io.BytesIO(packed({name: held for name, held in members.items() if name != MANIFEST}))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_LZMA) as opened:
        opened.writestr(MANIFEST, members[MANIFEST])
    assert refused(elsewhere, target.getvalue()) == ODD


def test_a_large_directory(elsewhere: Store) -> None:
    """A zip of very many members is refused before its directory is read."""
    many = packed({f"{number}": b"" for number in range(1000)})
    assert refused(elsewhere, many) == FOREIGN


def test_a_directory_elsewhere(data: bytes, elsewhere: Store) -> None:
    """A zip whose directory is said to stand elsewhere (zip64) is none of ours."""
    located = data[:-22] + b"PK\x06\x07" + bytes(16) + data[-22:]
    assert refused(elsewhere, located) == FOREIGN


def test_too_large(data: bytes, elsewhere: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, or what is in it, that is larger than a life of practice is refused."""
    for limit in ("FILE_BYTES", "TOTAL_BYTES", "MANIFEST_BYTES"):
        with monkeypatch.context() as patch:
            patch.setattr(unzipped, limit, 1000)
            assert refused(elsewhere, data) == LARGE


def test_a_long_line(data: bytes, elsewhere: Store) -> None:
    """A line longer than any of ours is refused before all of it is read."""
    noise = Random(1).randbytes(unzipped.LINE_BYTES).hex().encode()
    long = vouched({**members_of(data), "signal.jsonl": b'{"words":"' + noise + b'"}\n'})
    assert refused(elsewhere, long) == LARGE


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{",
        b"[]\n",
        b"null\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"given_by":"parent","given_by":"guardian","wording":1,"at":"2027-01-01T00:00:00Z",'
        b'"at_offset":0}\n',
        b'{"given_by":"parent","wording":NaN,"at":"2027-01-01T00:00:00Z","at_offset":0}\n',
        b'{"given_by":"parent","wording":1,"at":"2027-01-01T00:00:00Z","at_offset":0,"x":1}\n',
        b'{"given_by":"parent","wording":"1","at":"2027-01-01T00:00:00Z","at_offset":0}\n',
        b'{"given_by":"parent","wording":1,"at":1700000000,"at_offset":0}\n',
        b'{"given_by":"parent","wording":1,"at":"2027-01-01T00:00:00","at_offset":0}\n',
        b'{"given_by":"parent","wording":1,"at":"9999-12-31T23:59:59Z","at_offset":0}\n',
        b'{"given_by":"parent","wording":1,"at":"2027-01-01T00:00:00Z","at_offset":1440}\n',
        b'{"given_by":"nobody","wording":1,"at":"2027-01-01T00:00:00Z","at_offset":0}\n',
        b'{"given_by":"parent","wording":' + b"9" * 5000 + b',"at":"2027-01-01T00:00:00Z",'
        b'"at_offset":0}\n',
    ],
    ids=[
        "empty", "half", "list", "null", "no UTF-8", "deep", "a key twice", "NaN", "unknown key",
        "text for a number", "number for a time", "no zone", "no year of ours", "a day ahead",
        "no such word", "huge number",
    ],
)  # fmt: skip
def test_odd_lines(data: bytes, elsewhere: Store, line: bytes) -> None:
    """A line that is not what it must be is refused."""
    odd = vouched({**members_of(data), "consent.jsonl": line})
    assert refused(elsewhere, odd) in (ODD, DAMAGED)


@pytest.mark.parametrize(
    ("name", "line", "changes"),
    [
        ("child.jsonl", 0, {"pseudonym": "Somebody else"}),
        ("child.jsonl", 0, {"key": "another" * 3}),
        ("child.jsonl", 0, {"picture": "../secret"}),
        ("child.jsonl", 0, {"settings": '{"language":"xx"}'}),
        ("child.jsonl", 0, {"settings": "{}"}),
        ("child.jsonl", 0, {"code": "../../x"}),
        ("child.jsonl", 0, {"code": "ABCDEFG"}),
        ("plan.jsonl", 0, {"plan": '{"blocks":99}'}),
        ("plan.jsonl", 0, {"plan": '{"blocks":1,"blocks":2}'}),
        ("session.jsonl", 0, {"number": 1}),
        ("session.jsonl", 0, {"why": None}),
        ("session.jsonl", 0, {"why": None, "ended_at": None}),
        ("session.jsonl", 0, {"breaks": [{"from_at": "2027-03-01T16:00:00Z", "to_at": None}]}),
        ("trial.jsonl", 0, {"value": "{}"}),
        ("trial.jsonl", 0, {"value__number": 5}),
        ("trial.jsonl", 0, {"value__session": 99}),
        ("trial.jsonl", 3, {"value__exercise": "no_such_exercise"}),
        ("trial.jsonl", 3, {"value__exercise": "different"}),
        ("trial.jsonl", 3, {"value__answers": [9]}),
        ("trial.jsonl", 3, {"responses": []}),
        ("trial.jsonl", 3, {"value__purpose": "teach"}),
        ("form.jsonl", 0, {"session": 99}),
        ("form.jsonl", 0, {"kind": "no_such_form"}),
        ("observation.jsonl", 0, {"about": "a\x00b"}),
        ("signal.jsonl", 0, {"face": "{}"}),
        ("signal.jsonl", 0, {"words": "a" * 201}),
    ],
)
def test_what_cannot_be(
    data: bytes, elsewhere: Store, name: str, line: int, changes: dict[str, Any]
) -> None:
    """What the rules of practice do not allow is refused, though every sum is right."""
    assert refused(elsewhere, rewritten(data, name, line, **changes)) == ODD


@pytest.mark.parametrize(
    "changes",
    [{"place": 9}, {"correct": True}, {"attempt": 1}, {"prompted": True}, {"reaction_ms": -1}],
)
def test_responses_that_cannot_be(data: bytes, elsewhere: Store, changes: dict[str, Any]) -> None:
    """A response that its trial could not have had is refused."""
    lines = members_of(data)["trial.jsonl"].splitlines()
    number, told = next(
        (number, json.loads(line))
        for number, line in enumerate(lines)
        if b'"correct":false' in line and b'"purpose\\":\\"baseline' in line
    )
    wrong = [told["responses"][0] | changes]
    assert refused(elsewhere, rewritten(data, "trial.jsonl", number, responses=wrong)) == ODD


def test_a_short_key(data: bytes, elsewhere: Store) -> None:
    """A key shorter than enrolment makes them, which stands anywhere by chance, is refused."""
    assert refused(elsewhere, keyed(data, "e")) == ODD
    assert refused(elsewhere, keyed(data, "a" * 15)) == ODD
    assert checked(keyed(data, "a" * 16))


def keyed(data: bytes, key: str) -> bytes:
    """Return an archive whose child has another key."""
    members = members_of(rewritten(data, "child.jsonl", 0, key=key))
    manifest = json.loads(members[MANIFEST]) | {"child": key}
    return vouched({**members, MANIFEST: json.dumps(manifest).encode()})


TRIAL = 2  # a trial of the first session, with others before and after


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("session.jsonl", {"ended_at": "2001-01-01T00:00:00Z"}),
        ("session.jsonl", {"ended_at": "2027-03-01T16:00:01Z"}),
        ("session.jsonl", {"started_at": "2027-03-01T16:00:30Z"}),
        (
            "session.jsonl",
            {"started_at": "2027-03-03T12:00:00Z", "ended_at": "2027-03-03T13:00:00Z"},
        ),
        ("session.jsonl", {"breaks": [("2027-03-01T16:01:00Z", "2020-01-01T00:00:00Z")]}),
        ("session.jsonl", {"breaks": [("2027-03-01T15:00:00Z", "2027-03-01T16:00:10Z")]}),
        ("session.jsonl", {"breaks": [("2027-03-01T16:00:10Z", "2027-03-01T23:00:00Z")]}),
        ("trial.jsonl", {"shown_at": "2027-03-01T15:59:59Z"}),
        ("trial.jsonl", {"shown_at": "2027-03-02T00:00:00Z"}),
        ("trial.jsonl", {"at": "2001-01-01T00:00:00Z"}),
        ("trial.jsonl", {"at": "2027-03-01T23:00:00Z"}),
        ("trial.jsonl", {"at": "2199-12-31T00:00:00Z"}),
        ("withdrawn.jsonl", {"at": "2027-03-01T15:00:00Z"}),
        ("child.jsonl", {"created_at": "2199-01-01T00:00:00Z"}),
        ("plan.jsonl", {"at": "2199-01-01T00:00:00Z"}),
        ("observation.jsonl", {"at": "2199-01-01T00:00:00Z"}),
    ],
)
def test_times_that_cannot_be(
    data: bytes, elsewhere: Store, name: str, changes: dict[str, Any]
) -> None:
    """What ends before it begins, lies outside its session or is still to come is refused."""
    line = TRIAL if name == "trial.jsonl" else 0
    told = json.loads(members_of(data)[name].splitlines()[line])
    if "breaks" in changes:
        changes = {"breaks": [{"from_at": a, "to_at": b} for a, b in changes["breaks"]]}
    if name == "trial.jsonl" and "at" in changes:
        changes = {"responses": [one | changes for one in told["responses"]]}
    assert refused(elsewhere, rewritten(data, name, line, **changes)) == ODD


def test_sessions_that_go_back(data: bytes, elsewhere: Store) -> None:
    """A session before the last is refused, unless a clock that was days ahead was put right."""
    members = members_of(data)
    alone = vouched({**members, "trial.jsonl": b"", "form.jsonl": b""})
    _first, second, *_ = map(json.loads, members["session.jsonl"].splitlines())

    def first_at(after: timedelta) -> bytes:
        at = (datetime.fromisoformat(second["started_at"]) + after).isoformat()
        changes: dict[str, Any] = {"started_at": at, "ended_at": at, "breaks": []}
        return rewritten(alone, "session.jsonl", 0, **changes)

    assert checked(first_at(timedelta()))
    for ahead in (timedelta(seconds=1), ASTRAY):
        assert refused(elsewhere, first_at(ahead)) == ODD
    assert checked(first_at(ASTRAY + timedelta(seconds=1)))


def test_the_clock_of_another_machine(data: bytes, elsewhere: Store) -> None:
    """An archive may be a day ahead of the clock here, and no more."""
    latest = max(
        datetime.fromisoformat(one["at"])
        for line in members_of(data)["trial.jsonl"].splitlines()
        for one in json.loads(line)["responses"]
    )
    assert checked(data, latest - timedelta(days=1))
    with pytest.raises(ArchiveError, match=ODD):
        checked(data, latest - timedelta(days=1, seconds=1))


def test_astray_is_as_in_practice() -> None:
    """What practice takes for a clock gone astray, an import does too."""
    assert times.ASTRAY == ASTRAY


def test_too_many_sessions(data: bytes, elsewhere: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """More sessions than a child can have are refused: the times of each are held meanwhile."""
    monkeypatch.setattr(reading, "SESSIONS", 1)
    assert refused(elsewhere, data) == LARGE


def of_the_version_before(data: bytes, calls: int) -> bytes:
    """Return an archive as Pyojeong saved it when its store was 0003."""
    members = members_of(data)
    manifest = json.loads(members[MANIFEST]) | {"store": "0003"}
    new = {"plan.jsonl": ("at_offset",), "session.jsonl": ("version", "calls_before")}
    for name, keys in new.items():
        lines = [json.loads(line) for line in members[name].splitlines()]
        for line in lines:
            for key in keys:
                del line[key]
            if "calls" in line:
                line["calls"] = calls
        members[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return vouched({**members, MANIFEST: json.dumps(manifest).encode()})


@pytest.mark.parametrize(("counted", "calls"), [(0, 0), (3, None)])
def test_an_archive_of_the_version_before(
    here: tuple[Store, str, bytes], tmp_path: Path, counted: int, calls: int | None
) -> None:
    """It comes in whole: plans have the clock of a session, no version, and no doubtful calls."""
    store, child, data = here
    other = open_store(tmp_path, START)
    read(other, of_the_version_before(data, counted))
    expected, found = rows(store, child), rows(other, child)
    expected["session"] = [
        one | {"version": None, "calls_before": None, "calls": calls} for one in expected["session"]
    ]
    assert found == expected
    assert found["trial"][0]["offered"]
    other.close()


def test_a_plan_of_the_version_before(data: bytes, tmp_path: Path) -> None:
    """A plan that says no clock has that of the session nearest to it."""
    store = open_store(tmp_path, START)
    for line, offset in ((0, 540), (-1, 600)):
        data = rewritten(data, "session.jsonl", line, started_offset=offset)
    child = read(store, of_the_version_before(data, 0))
    with store.reading() as transaction:
        offsets = [at.utcoffset() for at, _plan in people.plans(transaction, child)]
    assert offsets == [timedelta(hours=9), timedelta(hours=10)]
    store.close()


def test_no_plan(data: bytes, elsewhere: Store) -> None:
    """Nobody comes without a plan."""
    assert refused(elsewhere, vouched({**members_of(data), "plan.jsonl": b""})) == ODD


def test_two_children(data: bytes, elsewhere: Store) -> None:
    """An archive has one child."""
    members = members_of(data)
    twice = vouched({**members, "child.jsonl": members["child.jsonl"] * 2})
    assert refused(elsewhere, twice) == ODD


def test_broken_bytes(data: bytes, elsewhere: Store) -> None:
    """Of 1,000 archives with bytes changed each is refused in a sentence, or says the same."""
    rng, before = Random(6), everything(elsewhere)
    for _ in range(1000):
        _try(elsewhere, flipped(data, rng))
    assert everything(elsewhere) == before


def test_meddled_values(data: bytes, elsewhere: Store) -> None:
    """Of 1,000 archives with values changed each is refused, or can be saved in every way."""
    rng, before = Random(7), everything(elsewhere)
    taken = [_try(elsewhere, meddled(data, rng)) for _ in range(1000)]
    assert everything(elsewhere) == before
    assert 0 < sum(taken) < 500, "some changes are possible, most are not"


def _try(store: Store, data: bytes) -> bool:
    """Return whether an archive is taken; who is taken can be saved in every way."""
    try:
        spool = checked(data)
        with store.writing() as transaction:
            child = archive.store(transaction, spool)
            for way in (trials_zip, bids_zip, statements):
                assert b"".join(way(transaction, (child,)))
            assert b"".join(archive.archived(transaction, child))
            transaction.rollback()
    except ArchiveError:
        return False
    return True


def test_memory_does_not_grow() -> None:
    """A zip is never held whole, however much is in it."""
    tracemalloc.start()
    size = 0
    for piece in zipped([("much", (Random(n).randbytes(1 << 16) for n in range(400)))]):
        size += len(piece)
    assert size > 20 << 20
    assert tracemalloc.get_traced_memory()[1] < 5 << 20
    tracemalloc.stop()


def test_checking_needs_little_memory(data: bytes) -> None:
    """However many lines there are, few are held at a time, and none of the checked rows."""
    members = members_of(data)
    (line,) = members["observation.jsonl"].splitlines(keepends=True)
    told, rng = json.loads(line), Random(8)
    lines = (json.dumps(told | {"batch": rng.randrange(2**31)}) for _ in range(40_000))
    many = vouched({**members, "observation.jsonl": "".join(f"{one}\n" for one in lines).encode()})
    with tempfile.TemporaryFile() as file:
        spool = archive.Spool(file)
        tracemalloc.start()
        archive.check(io.BytesIO(many), fits, spool, NOW)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
        tracemalloc.stop()
        assert file.tell() > 6 << 20
        assert sum(len(rows_) for name, rows_ in spool if name == "observation") == 40_000


def test_no_room_for_rows(data: bytes) -> None:
    """A disk that is full while an archive is checked is no fault of the archive."""

    class Full(io.BytesIO):
        @override
        def write(self, _data: object, /) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageError):
        archive.check(io.BytesIO(data), fits, archive.Spool(Full()), NOW)

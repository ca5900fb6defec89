"""Archives as somebody may have changed them: in their bytes, members, lines and values."""

import hashlib
import io
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from fakes.classroom import START
from pyojeong.app.practice.page import PICTURES, PageSettings
from pyojeong.app.store import Store, archive
from pyojeong.app.store.archive.lines import MANIFEST

Json: TypeAlias = Any  # whatever a line holds

NOW = START + timedelta(days=30)  # when archives are imported, unless a test says otherwise

# What somebody may put in place of a value.
ODD_VALUES: tuple[Json, ...] = (
    None, True, False, -1, 0, 1, 2, 7, 1.5, 1e308, 2**31, 2**63, 10**400, "", "x", "=1+1", "0",
    "\x00", "\ud800", "a" * 300, [], {}, [[]], {"a": 1}, "9999-12-31T23:59:59Z",
    "0001-01-01T00:00Z", "2027-01-01", "NaN", "../../etc/passwd", "teach", "happy", "face", "story",
)  # fmt: skip


def saved(store: Store, child: str) -> bytes:
    """Return a child's archive."""
    with store.reading() as transaction:
        return b"".join(archive.archived(transaction, child))


def read(store: Store, data: bytes, now: datetime = NOW) -> str:
    """Import an archive, and return the child's key."""
    spool = checked(data, now)
    with store.writing() as transaction:
        return archive.store(transaction, spool)


def checked(data: bytes, now: datetime = NOW) -> archive.Spool:
    """Return what an archive holds, once it is checked."""
    spool = archive.Spool(io.BytesIO())
    archive.check(io.BytesIO(data), fits, spool, now)
    return spool


def fits(picture: str, settings: str) -> None:
    """Refuse pictures and settings that are none of ours."""
    if picture not in PICTURES:
        raise ValueError(picture)
    PageSettings.model_validate_json(settings)


def members_of(data: bytes) -> dict[str, bytes]:
    """Return what is in an archive, by name."""
    with ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(members: Mapping[str, bytes], kind: int = ZIP_DEFLATED) -> bytes:
    """Return a zip of these members."""
    target = io.BytesIO()
    with ZipFile(target, "w", kind) as zipped:
        for name, held in members.items():
            zipped.writestr(name, held)
    return target.getvalue()


def vouched(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of these members whose manifest says the truth about them."""
    manifest = json.loads(members[MANIFEST])
    manifest["members"] = {
        name: {
            "lines": held.count(b"\n"),
            "bytes": len(held),
            "sha256": hashlib.sha256(held).hexdigest(),
        }
        for name, held in members.items()
        if name != MANIFEST
    }
    return packed({**members, MANIFEST: json.dumps(manifest).encode()})


def rewritten(data: bytes, name: str, line: int, **changes: Any) -> bytes:
    """Return an archive in which a line has other values; all else is true to it.

    Keys of the trial in the line's `value` are written as `value__key`.
    """
    members = members_of(data)
    lines = members[name].splitlines()
    told = json.loads(lines[line])
    for key, value in changes.items():
        outer, _, inner = key.partition("__")
        if inner:
            told[outer] = json.dumps({**json.loads(told[outer]), inner: value})
        else:
            told[outer] = value
    lines[line] = json.dumps(told).encode()
    return vouched({**members, name: b"".join(one + b"\n" for one in lines)})


def flipped(data: bytes, rng: Random) -> bytes:
    """Return an archive with some bytes changed, cut out or put in."""
    held = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(held))
        match rng.randrange(4):
            case 0:
                held[at] ^= 1 << rng.randrange(8)
            case 1:
                del held[at : at + rng.randint(1, 50)]
            case 2:
                held[at:at] = rng.randbytes(rng.randint(1, 50))
            case _:
                del held[max(1, at) :]
    return bytes(held)


def meddled(data: bytes, rng: Random) -> bytes:
    """Return an archive with a value changed, or lines lost, doubled or swapped, and vouched."""
    members = members_of(data)
    name = rng.choice([one for one, held in members.items() if held and one != MANIFEST])
    lines = members[name].splitlines()
    at = rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, rng.choice(lines))
        case 2:
            rng.shuffle(lines)
        case _:
            lines[at] = json.dumps(_changed(json.loads(lines[at]), rng)).encode()
    return vouched({**members, name: b"".join(one + b"\n" for one in lines)})


def _changed(value: Json, rng: Random) -> Json:
    """Return a JSON value with one value somewhere in it changed; JSON in texts is gone into."""
    if isinstance(value, str) and value.startswith("{"):
        return json.dumps(_changed(json.loads(value), rng))
    if not isinstance(value, (dict, list)) or not value or rng.random() < 0.05:
        return rng.choice(ODD_VALUES)
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    place = rng.choice(places)
    if rng.random() < 0.1:
        del value[place]
    elif isinstance(value, dict) and rng.random() < 0.05:
        value[rng.choice(("x", "kind", "child"))] = rng.choice(ODD_VALUES)
    else:
        value[place] = _changed(value[place], rng)
    return value

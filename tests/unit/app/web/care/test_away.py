"""The pages of a child's data: saved, brought in, erased; and nothing to those who may not."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from fakes.archives import saved
from fakes.away import everything, lived, rows
from fakes.practice import Clock
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.care.away import Away
from pyojeong.app.care.care import Care
from pyojeong.app.domain.roles import Role
from pyojeong.app.exercises import make
from pyojeong.app.people import cast
from pyojeong.app.practice import Practice
from pyojeong.app.store import Store, open_store
from pyojeong.app.store.archive import spool
from pyojeong.app.store.archive.sentences import DAMAGED, FOREIGN, LARGE, THERE
from pyojeong.app.store.tables import ChildRow
from pyojeong.app.web import refusals, server
from pyojeong.app.web.care import away
from pyojeong.app.web.care.away import FILES
from pyojeong.app.web.security import BODY_BYTES
from pyojeong.app.web.vault import StoreVault
from unit.app.web.doll_house import PIN, Browser

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # nobody attacks a test
NAME = "여울Zwiebel"


@dataclass(frozen=True)
class Kept:
    """A house over a folder, with a child, and a browser of the keeper with its door open."""

    app: FastAPI
    store: Store
    accounts: Accounts
    key: str
    browser: Browser

    @property
    def path(self) -> str:
        """The path of the child's pages."""
        return f"/caregiver/children/{self.key}"

    @property
    def code(self) -> str:
        """What stands for the child's name."""
        with self.store.reading() as transaction:
            return transaction.get_one(ChildRow, self.key).code

    def put(self, data: bytes, **headers: str) -> Response:
        """Send an archive as the script of the page does."""
        self.browser.get("/caregiver/import")
        sent = {"X-CSRF-Token": self.browser.token, **headers}
        return self.browser.client.put("/caregiver/import/archive", content=data, headers=sent)

    def joined(self, role: Role) -> Browser:
        """Return a browser of somebody else, to whom the child was given."""
        made = self.accounts.add(role, role, QUICK.hash("97531"))
        self.accounts.give(self.key, made.id)
        browser = browser_of(self.app)
        browser.get("/caregiver/door")
        browser.send("/caregiver/door", {"pin": "97531", "who": made.id})
        return browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Kept]:
    """A house."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = Practice(store, clock=clock, rng=Random(5), cast=cast(), make=make, calls=lambda: 0)
    accounts, vault = Accounts(store, clock), StoreVault(store)
    first = accounts.first(QUICK.hash(PIN))
    assert first
    key = lived(store, clock, name=NAME)
    accounts.give(key, first.id)
    accounts.remove(next(one.id for one in accounts.everybody() if one.id != first.id))
    vault.keep_setting("language", "en")
    app = app_of(store, practice, accounts, vault, clock)
    browser = browser_of(app)
    browser.open_door()
    yield Kept(app, store, accounts, key, browser)
    store.close()


def app_of(
    store: Store, practice: Practice, accounts: Accounts, vault: StoreVault, clock: Clock
) -> FastAPI:
    """Return the app with our pages."""
    return server.create_app(
        practice,
        vault,
        care=Care.over(store, practice.standings, clock, Random(1)),
        clock=clock,
        ticks=lambda: clock().timestamp(),
        hasher=QUICK,
    )


def browser_of(app: FastAPI) -> Browser:
    """Return a browser of this machine."""
    return Browser(
        TestClient(
            app,
            base_url="http://127.0.0.1:8000",
            client=("127.0.0.1", 50_000),
            follow_redirects=False,
            raise_server_exceptions=False,
        )
    )


def test_files(house: Kept) -> None:
    """Every file is saved under the child's code, never by its name, and is what it says."""
    for way, (name, kind) in FILES.items():
        reply = house.browser.get(f"{house.path}/data/{name}")
        assert reply.status_code == 200, way
        assert reply.headers["Content-Type"].partition(";")[0] == kind
        said = reply.headers["Content-Disposition"]
        assert said == f'attachment; filename="pyojeong-{house.code}-{name}"'
        assert reply.headers["Cache-Control"] == "no-store"
        if kind.endswith("zip"):
            assert ZipFile(io.BytesIO(reply.content)).testzip() is None
        else:
            assert len(json.loads(reply.content)) > 30
        names = NAME.encode() in b"".join(_held(reply.content))
        assert names == (way == "archive")


def _held(data: bytes) -> Iterator[bytes]:
    if not data.startswith(b"PK"):
        yield data
        return
    with ZipFile(io.BytesIO(data)) as zipped:
        for name in zipped.namelist():
            yield zipped.read(name)


def test_the_page(house: Kept) -> None:
    """The page offers every file, bringing in, and erasing; each way is there."""
    page = house.browser.get(f"{house.path}/data").text
    for name, _kind in FILES.values():
        assert f'href="{house.path}/data/{name}"' in page
    for path in ("/caregiver/import", f"{house.path}/erase"):
        assert f'href="{path}"' in page
        assert house.browser.get(path).status_code == 200


@pytest.mark.parametrize("role", ["therapist", "researcher"])
def test_roles(house: Kept, role: Role) -> None:
    """Others save tables without the name; the archive, bringing in and erasing are not theirs."""
    browser = house.joined(role)
    page = browser.get(f"{house.path}/data").text
    assert f"{house.path}/data/trials.zip" in page
    assert "archive.zip" not in page
    assert (NAME in page) == (role != "researcher")
    assert browser.get(f"{house.path}/data/trials.zip").status_code == 200
    before = everything(house.store)[0]
    assert browser.get(f"{house.path}/data/archive.zip").status_code == 403
    assert browser.get("/caregiver/import").status_code == 403
    assert browser.get(f"{house.path}/erase").status_code == 403
    assert browser.send(f"{house.path}/erase", {"name": NAME}).status_code == 403
    put = {"X-CSRF-Token": browser.token}
    told = browser.client.put("/caregiver/import/archive", content=b"", headers=put)
    assert (told.status_code, told.json()) == (403, {"detail": refusals.NOT_YOURS})
    assert everything(house.store)[0] == before


def test_somebody_elses_child(house: Kept) -> None:
    """A child that was not given is not there: neither page nor file."""
    for end in ("/data", "/erase", *(f"/data/{name}" for name, _ in FILES.values())):
        assert house.browser.get(f"/caregiver/children/nobody{end}").status_code == 404


def test_before_the_door(house: Kept) -> None:
    """Who has not opened the door gets nothing, and brings nothing in."""
    stranger = browser_of(house.app)
    assert stranger.get(f"{house.path}/data/archive.zip").status_code == 303
    told = stranger.client.put("/caregiver/import/archive", content=b"x")
    assert (told.status_code, told.json()) == (401, {"detail": refusals.SHUT})


def test_brought_in(house: Kept) -> None:
    """A child that was erased comes back from its archive as it was, and is seen by who did it."""
    data, before = saved(house.store, house.key), rows(house.store, house.key)
    house.browser.get(f"{house.path}/erase")
    assert house.browser.send(f"{house.path}/erase", {"name": NAME}).status_code == 200
    reply = house.put(data)
    assert (reply.status_code, reply.json()) == (200, {"page": house.path})
    assert rows(house.store, house.key) == before
    assert house.browser.get(f"{house.path}/data").status_code == 200


@pytest.mark.parametrize("language", ["en", "ko"])
def test_not_brought_in(house: Kept, language: str) -> None:
    """What cannot be brought in is said in a sentence, and nothing is changed or left behind."""
    StoreVault(house.store).keep_setting("language", language)
    data = saved(house.store, house.key)
    before, folder = rows(house.store, house.key), house.store.folder
    assert folder
    for sent, said in ((data, THERE), (b"x" * 200_000, FOREIGN), (data[:-100], FOREIGN)):
        reply = house.put(sent)
        assert reply.status_code == 422
        if language == "en":
            assert reply.json() == {"detail": said}
    assert rows(house.store, house.key) == before
    assert list(folder.glob("*.part")) == []
    assert DAMAGED != FOREIGN


def test_larger_than_a_form(house: Kept) -> None:
    """An archive may be larger than any form; a form may not be as large as an archive."""
    assert house.put(bytes(BODY_BYTES * 4)).status_code == 422
    much = {"name": "x" * (BODY_BYTES + 1)}
    assert house.browser.send(f"{house.path}/erase", much).status_code == 413


def test_too_large(house: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is written to the disk than an archive may have."""
    monkeypatch.setattr(away, "FILE_BYTES", 1000)
    reply = house.put(bytes(2000))
    assert (reply.status_code, reply.json()["detail"]) == (422, LARGE)


def test_forged(house: Kept) -> None:
    """Without the token of our page, or from another site, nothing is read."""
    data = saved(house.store, house.key)
    house.browser.get(f"{house.path}/erase")
    house.browser.send(f"{house.path}/erase", {"name": NAME})
    for headers in (
        {"X-CSRF-Token": "guessed"},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert house.put(data, **headers).status_code == 403
    body = f"csrf={house.browser.token}"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = house.browser.client.put("/caregiver/import/archive", content=body, headers=form)
    assert reply.status_code == 403
    assert not rows(house.store, house.key)["child"]


def test_full_disk(house: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written it is said."""

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool.tempfile, "TemporaryFile", full)
    assert house.put(b"x").status_code == 507


@pytest.mark.parametrize("typed", ["", "여울", "zwiebel", "<b>"])
def test_another_name(house: Kept, typed: str) -> None:
    """With another name typed nothing is erased, and it is said."""
    before = rows(house.store, house.key)
    house.browser.get(f"{house.path}/erase")
    reply = house.browser.send(f"{house.path}/erase", {"name": typed})
    assert reply.status_code == 422
    assert "nothing was erased" in reply.text
    assert rows(house.store, house.key) == before


def test_receipt(house: Kept) -> None:
    """The receipt says that nothing was found, and nothing is; spaces around the name are none."""
    folder = house.store.folder
    assert folder
    house.browser.get(f"{house.path}/erase")
    reply = house.browser.send(f"{house.path}/erase", {"name": f"  {NAME} "})
    assert reply.status_code == 200
    assert NAME in reply.text
    assert "nothing of this child is left" in reply.text
    assert f"<dd>{folder}</dd>" in reply.text
    assert "What was saved elsewhere is yours to delete" in reply.text
    needles = (NAME.encode(), house.key.encode(), json.dumps(NAME)[1:-1].encode())
    for file in folder.rglob("*"):
        held = file.read_bytes() if file.is_file() else b""
        assert not any(needle in held for needle in needles), file
    assert house.browser.get(f"{house.path}/data").status_code == 404
    assert house.browser.send(f"{house.path}/erase", {"name": NAME}).status_code == 404


def test_what_is_left_is_said(house: Kept) -> None:
    """A file that still holds the child's key is named on the receipt."""
    folder = house.store.folder
    assert folder
    (folder / "my notes.txt").write_text(house.key, encoding="utf-8")
    house.browser.get(f"{house.path}/erase")
    page = house.browser.send(f"{house.path}/erase", {"name": NAME}).text
    assert "my notes.txt" in page
    assert "nothing of this child is left" not in page


def test_the_log(house: Kept) -> None:
    """What was taken out stands in the log, each time."""
    for name in ("trials.zip", "trials.zip", "archive.zip"):
        house.browser.get(f"{house.path}/data/{name}")
    with house.store.reading() as transaction:
        from sqlalchemy import select

        from pyojeong.app.store.tables import DeedRow

        lines = transaction.execute(select(DeedRow.deed, DeedRow.about)).all()
    assert [tuple(line) for line in lines if line.deed in ("export", "archive")] == [
        ("export", "table"), ("export", "table"), ("archive", "archive"),
    ]  # fmt: skip


def test_stopped_half_way(house: Kept) -> None:
    """Who stops reading a file holds nothing: the child can be erased at once."""
    part = Away(house.store, Clock())
    pieces = part.made("archive", house.key)
    next(pieces)
    del pieces
    assert part.erase(house.key).clean


def test_the_table_of_a_renamed_child(house: Kept) -> None:
    """A child renamed while its table is made is the same child in every row."""
    pieces = Away(house.store, Clock()).made("csv", house.key)
    data = next(pieces)
    with house.store.writing() as transaction:
        transaction.get_one(ChildRow, house.key).pseudonym = "Other"
    with ZipFile(io.BytesIO(data + b"".join(pieces))) as zipped:
        text = zipped.read("trials.csv").decode("utf-8-sig")
    assert {row["child"] for row in csv.DictReader(io.StringIO(text))} == {house.code}

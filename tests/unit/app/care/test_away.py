"""A child from an archive: nobody waits meanwhile, and nobody comes whom only researchers see."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes.archives import NOW, saved
from fakes.away import everything, lived, rows
from fakes.practice import Clock
from pyojeong.app.care.accounts import Account, Accounts
from pyojeong.app.care.away import UNNAMED, Away
from pyojeong.app.domain.roles import Role
from pyojeong.app.store import Store, archive, open_store
from pyojeong.app.store.tables import CaregiverRow, SettingRow
from pyojeong.core.errors import AccountError, ArchiveError


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The archive of a child with something in every table."""
    store = open_store(tmp_path_factory.mktemp("there"), Clock()())
    made = saved(store, lived(store))
    store.close()
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder."""
    opened = open_store(tmp_path, Clock()())
    yield opened
    opened.close()


def joined(store: Store, role: Role, *, keeper: bool = False) -> Account:
    """Add a caregiver, even one whom no page would make."""
    with store.writing() as transaction:
        row = CaregiverRow(
            name=role, role=role, keeper=keeper, pin_hash="none", created_at=Clock()()
        )
        transaction.add(row)
        transaction.flush()
        return Account(row.id, role, role, keeper)


def test_nobody_waits_while_it_is_checked(
    store: Store, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an archive is checked, somebody else's answer is stored at once."""
    check = archive.check

    def with_an_answer(*given: Any) -> None:
        check(*given)
        with store.writing() as transaction:
            transaction.add(SettingRow(key="answer", value="stored"))

    parent = joined(store, "parent")
    monkeypatch.setattr(archive, "check", with_an_answer)
    child = Away(store, Clock(NOW)).read(io.BytesIO(data), parent.id)
    assert all(rows(store, child).values())
    with store.reading() as transaction:
        assert transaction.get_one(SettingRow, "answer").value == "stored"


def test_no_file_stays(store: Store, data: bytes, tmp_path: Path) -> None:
    """What arrives has no name, and an import that is refused half-way leaves no file."""
    parent, away = joined(store, "parent"), Away(store, Clock(NOW))
    before = sorted(tmp_path.iterdir())
    with away.arriving() as file:
        file.write(data[:-100])
        with pytest.raises(ArchiveError):
            away.read(file, parent.id)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("keeper", [False, True])
def test_not_to_a_researcher_alone(store: Store, data: bytes, keeper: bool) -> None:
    """Nobody comes whom only a researcher would see, even one who keeps a house of old."""
    joined(store, "parent", keeper=True)
    researcher = joined(store, "researcher", keeper=keeper)
    before = everything(store)
    with pytest.raises(AccountError, match=UNNAMED):
        Away(store, Clock(NOW)).read(io.BytesIO(data), researcher.id)
    assert everything(store) == before


def test_not_to_nobody(store: Store, data: bytes) -> None:
    """A caregiver who was removed meanwhile leaves no child behind whom nobody sees."""
    with pytest.raises(AccountError, match=UNNAMED):
        Away(store, Clock(NOW)).read(io.BytesIO(data), 99)
    assert Accounts(store, Clock()).unseen() == frozenset()

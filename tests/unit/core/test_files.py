"""core.files."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from pyojeong.core.errors import StorageError
from pyojeong.core.files import atomic_path, printable, sha256, storage, write_text


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    """A fault in the middle of writing leaves the old file and no other."""
    path = tmp_path / "deep" / "note.txt"
    write_text(path, "old 표정")
    with pytest.raises(ZeroDivisionError), atomic_path(path) as temporary:
        temporary.write_text("half") / 0
    assert path.read_text() == "old 표정"
    assert [p.name for p in path.parent.iterdir()] == ["note.txt"]


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space while flushing: the user reads what to do, and the old file is still there."""

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "note.txt"
    write_text(path, "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"No space left while writing .*free some space"):
        write_text(path, "new")
    assert path.read_text() == "old"


def test_a_really_full_disk() -> None:
    """The kernel's own full device gives the same sentence."""
    full = Path("/dev/full")
    with pytest.raises(StorageError, match="No space left"), storage(full):
        full.write_text("x")


def test_a_forbidden_folder_is_one_sentence(tmp_path: Path) -> None:
    """A folder without permission names the remedy; other faults of the system pass through."""
    with pytest.raises(
        StorageError, match=r"cannot be written \(Permission denied\): choose another"
    ):
        _fail(errno.EACCES, tmp_path)
    with pytest.raises(FileNotFoundError):
        _fail(errno.ENOENT, tmp_path)


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    """A file where a folder must be is said, and is left as it is."""
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(StorageError, match=r"taken.* cannot be written \(.*choose another"):
        write_text(tmp_path / "taken" / "note.txt", "x")
    assert (tmp_path / "taken").read_text() == "mine"


def _fail(code: int, path: Path) -> None:
    with storage(path):
        raise OSError(code, os.strerror(code))


def test_sha256_reads_in_pieces(tmp_path: Path) -> None:
    """A file longer than one piece hashes as a whole."""
    data = bytes(range(256)) * 5000
    path = tmp_path / "data"
    path.write_bytes(data)
    assert sha256(path) == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (Path("사진 \u3000👨\u200d👩.jpg"), "사진 \u3000👨\u200d👩.jpg"),
        (os.fsdecode(b"\xbb\xe7\xc1\xf8.jpg"), r"\xbb\xe7\xc1\xf8.jpg"),
        ("\x1b[2J\n\x07\x9b.jpg", r"\x1b[2J\n\x07\x9b.jpg"),
        ("gpj.\u202eexe", r"gpj.\u202eexe"),
        ("lone \ud812", r"lone \ud812"),
    ],
)
def test_names_are_told_as_any_file_and_terminal_takes_them(name: object, told: str) -> None:
    """What cannot be written or would move a cursor becomes its escape; all else stays."""
    assert printable(name) == told
    assert printable(name).encode()

"""Files that are either whole or not there, and their SHA-256."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyojeong.core.errors import StorageError

CHUNK = 1 << 20

# No permission, or something that is no folder stands in the way.
FORBIDDEN = {
    errno.EACCES, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EPERM,
    errno.EROFS,
}  # fmt: skip


@contextmanager
def storage(path: Path) -> Iterator[None]:
    """Turn a full disk or a forbidden folder into one sentence.

    Raises:
        StorageError: in place of an OSError about space or permission.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageError(
                f"No space left while writing {path}: free some space and run the same command "
                "again; finished work is kept."
            ) from error
        if error.errno in FORBIDDEN:
            raise StorageError(
                f"{path} cannot be written ({error.strerror}): choose another folder or change its "
                "permissions."
            ) from error
        raise


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; rename it onto `path` if the block succeeds.

    The bytes are flushed to the disk before the rename, so that a power cut leaves the old file
    or the new one, never half of either.

    Raises:
        StorageError: the disk is full or the folder cannot be written.
    """
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write the whole file or nothing."""
    with atomic_path(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write the whole file, UTF-8, or nothing."""
    write_bytes(path, text.encode())


def sha256(path: Path) -> str:
    """Return the file's SHA-256 as 64 hex digits, read in pieces."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            total.update(piece)
    return total.hexdigest()

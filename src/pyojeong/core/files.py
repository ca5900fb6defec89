"""Files that are either whole or not there, their SHA-256, and their names for people."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyojeong.core.errors import StorageError

CHUNK = 1 << 20

# What a name may hold and no text should: control characters, which move a terminal's cursor;
# marks that turn the direction of reading; and bytes that are not UTF-8, which Python keeps as
# surrogates and nothing can write.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
ESCAPED_BYTE = 0xDC00  # PEP 383: the surrogate of byte b is U+DC00 + b

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


def printable(name: object) -> str:
    r"""Return a path, or a text with paths in it, as any file and terminal takes it.

    Whatever cannot be seen becomes its escape, such as `\x1b`; a name from a Korean zip, whose
    bytes are CP949, becomes `\xbb\xe7\xc1\xf8.jpg`: which encoding it was, nobody can know.
    """
    return UNSEEN.sub(_escape, str(name))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    code -= ESCAPED_BYTE if ESCAPED_BYTE + 0x80 <= code <= ESCAPED_BYTE + 0xFF else 0
    return chr(code).encode("unicode_escape").decode()


def sha256(path: Path) -> str:
    """Return the file's SHA-256 as 64 hex digits, read in pieces."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            total.update(piece)
    return total.hexdigest()

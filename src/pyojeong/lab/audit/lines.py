"""Lines to type: each finding's decision, ready for a shell."""

import shlex
from collections.abc import Iterable


def drop(source: str, keys: Iterable[str], why: str) -> str:
    """Return the line that leaves these photos out."""
    return _line(source, [word for key in keys for word in ("--drop", key)], why)


def relabel(source: str, key: str, label: str) -> str:
    """Return the line that gives a photo another label."""
    return _line(source, ["--relabel", f"{key}={label}"], "looked at")


def keep(source: str, keys: Iterable[str]) -> str:
    """Return the line that says: looked at, and right."""
    return _line(source, [word for key in keys for word in ("--keep", key)], "looked at")


def _line(source: str, words: list[str], why: str) -> str:
    return shlex.join(["pyojeong", "decide", source, *words, "--why", why])

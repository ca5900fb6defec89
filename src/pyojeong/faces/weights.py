"""Weights of detectors: one published file each, known by its SHA-256."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyojeong.core.errors import NetworkError, WeightsError
from pyojeong.core.files import write_bytes

TIMEOUT_S = 30


def cache() -> Path:
    """Return the user's folder for what can be fetched again."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "pyojeong"


def fetch(url: str) -> bytes:
    """Return what is at an https address."""
    import urllib.request  # here: it is slow, and wanted once

    with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:  # noqa: S310 (https, a constant)
        return answer.read()


@dataclass(frozen=True)
class Published:
    """A file that its authors publish.

    name: of the file. url: where upstream keeps it. sha256: of its bytes, 64 hex digits.
    variable: of the environment, where a user may name a copy.
    """

    name: str
    url: str
    sha256: str
    variable: str

    def read(self, given: Path | None, fetch: Callable[[str], bytes] = fetch) -> bytes:
        """Return its bytes: from the given file, else the environment, the cache, or upstream.

        Raises:
            WeightsError: the file is missing, or other bytes than the published ones.
            NetworkError: there is no copy, and upstream cannot be reached.
        """
        named = given or self._named()
        if named:
            return self._known(self._open(named), str(named))
        cached = cache() / self.name
        if not cached.is_file():
            write_bytes(cached, self._known(self._fetched(fetch), self.url))
        return self._known(cached.read_bytes(), str(cached))

    def _named(self) -> Path | None:
        """Return what the environment names; an empty variable, as shells leave them, is none."""
        named = os.environ.get(self.variable)
        return Path(named) if named else None

    def _open(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise WeightsError(
                f"Weights {path} cannot be read: give the file {self.name}, from {self.url}."
            ) from error

    def _fetched(self, fetch: Callable[[str], bytes]) -> bytes:
        try:
            return fetch(self.url)
        except OSError as error:  # urllib's URLError, a time-out, a broken connection
            raise NetworkError(
                f"{self.name} must be fetched once and {self.url} cannot be reached: go online, "
                f"or give a copy with --detector-weights or {self.variable}."
            ) from error

    def at_hand(self, given: Path | None) -> bool:
        """Return whether `read` needs no network: a file is given, named or cached."""
        named = given or self._named()
        return named is not None or (cache() / self.name).is_file()

    def _known(self, data: bytes, where: str) -> bytes:
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise WeightsError(
                f"{where} is not the published {self.name} (its SHA-256 is not {self.sha256}): "
                f"delete it and fetch {self.url} again."
            )
        return data


# BSD licence; the same net is in the OpenCV Zoo, exported otherwise.
YUNET = Published(
    name="yunet_n_640_640.onnx",
    url="https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/master/onnx/"
    "yunet_n_640_640.onnx",
    sha256="25a606a145a5b6d7271ae138fbd00eba91dad8b83222ae3f2c7ecd0f4a7b0e31",
    variable="PYOJEONG_YUNET",
)

# What detectors need, by their names; the others carry their weights in themselves.
NEEDED = {"yunet": YUNET}


def at_hand(detector: str, given: Path | None = None) -> bool:
    """Return whether a detector can be opened without the network.

    Args:
        detector: its name in the registry.
        given: file of its weights.
    """
    return detector not in NEEDED or NEEDED[detector].at_hand(given)

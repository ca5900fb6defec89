"""Weights are the published file or nothing: given, named, cached or fetched."""

import hashlib
from pathlib import Path

import pytest

from pyojeong.core.errors import NetworkError, WeightsError
from pyojeong.faces import open_detector
from pyojeong.faces.weights import YUNET, Published, cache

DATA = b"weights"
NET = Published("net.onnx", "https://example.org/net", hashlib.sha256(DATA).hexdigest(), "TEST_NET")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's cache out of it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(YUNET.variable, raising=False)


def never(_url: str) -> bytes:
    """Fail if anything is fetched."""
    raise AssertionError


def offline(_url: str) -> bytes:
    """Be without a network."""
    raise OSError


def test_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A given file comes first, then the one that the environment names; nothing is fetched."""
    path = tmp_path / "copy"
    path.write_bytes(DATA)
    assert NET.read(path, never) == DATA
    monkeypatch.setenv(NET.variable, str(path))
    assert NET.read(None, never) == DATA


def test_fetched_once() -> None:
    """What is fetched is kept in the cache, and not fetched again."""
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return DATA

    assert NET.read(None, fetch) == NET.read(None, never) == DATA
    assert asked == [NET.url]
    assert (cache() / "net.onnx").read_bytes() == DATA


def test_cache_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without XDG_CACHE_HOME the cache is below the user's home."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache() == Path.home() / ".cache" / "pyojeong"


def test_empty_variable_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """`PYOJEONG_YUNET= pyojeong ...` names nothing: the cache is looked at."""
    monkeypatch.setenv(NET.variable, "")
    assert not NET.at_hand(None)
    assert NET.read(None, lambda _url: DATA) == DATA
    assert NET.at_hand(None)


def test_offline() -> None:
    """Without a network one sentence says what to do."""
    with pytest.raises(NetworkError, match="go online, or give a copy with --detector-weights"):
        NET.read(None, offline)


def test_no_network_in_tests() -> None:
    """YuNet without weights and without a network is refused in one sentence."""
    with pytest.raises(NetworkError, match=r"yunet_n_640_640\.onnx must be fetched once"):
        open_detector("yunet")


def test_other_bytes(tmp_path: Path) -> None:
    """Other weights are refused, given or fetched; the cache stays clean."""
    path = tmp_path / "other.onnx"
    path.write_bytes(b"other")
    with pytest.raises(WeightsError, match=r"is not the published net\.onnx"):
        NET.read(path, never)
    with pytest.raises(WeightsError, match="is not the published"):
        NET.read(None, lambda _url: b"<html>Not found</html>")
    assert not (cache() / "net.onnx").exists()


def test_missing(tmp_path: Path) -> None:
    """A path without a file is refused."""
    with pytest.raises(WeightsError, match=r"cannot be read: give the file net\.onnx"):
        NET.read(tmp_path / "gone.onnx", never)


def test_shared_copy(shared: Path) -> None:
    """The copy beside the project is the published YuNet."""
    assert YUNET.read(shared / "models" / YUNET.name, never)

"""The server around the application."""

import socket
from urllib.parse import urlsplit

import pytest

from fakes.service import FakeRecogniser, ask, faces, running
from pyojeong.core.errors import SettingsError
from pyojeong.service import address, create_app, listen, server


def test_where_it_listens() -> None:
    """Port 0 takes a free port, and the address tells which; localhost is this machine."""
    for host in ("127.0.0.1", "localhost"):
        with listen(host, 0) as sock:
            port = sock.getsockname()[1]
            assert address(sock) == f"http://127.0.0.1:{port}"


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_ipv6() -> None:
    """An IPv6 address stands in brackets in the URL."""
    with listen("::1", 0) as sock:
        assert address(sock) == f"http://[::1]:{sock.getsockname()[1]}"


def test_a_taken_port() -> None:
    """A port that is in use is one sentence with a remedy."""
    with listen("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port}.*choose another --port"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_that_is_not_ours(host: str) -> None:
    """An address of another machine is refused."""
    with pytest.raises(SettingsError, match="Nothing can listen"):
        listen(host, 0)


def test_who_never_asks_is_shown_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection on which no request comes is closed; one byte now and then does not help."""
    monkeypatch.setattr(server, "HEAD_S", 0.1)
    with running(create_app(FakeRecogniser(faces()))) as url:
        parts = urlsplit(url)
        for sent in (b"", b"GET / HTT"):
            with socket.create_connection((parts.hostname or "", parts.port or 0)) as sock:
                sock.settimeout(20)
                sock.sendall(sent)
                assert sock.recv(100) == b""
        assert ask(f"{url}/health").status == 200

"""The server around the application."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fakes.service import FakeRecogniser, ask, faces, png, running
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


HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"


@contextmanager
def connected(url: str, buffer: int | None = None) -> Iterator[socket.socket]:
    """Connect, with a small buffer for answers where one is given."""
    parts = urlsplit(url)
    with socket.socket() as sock:
        if buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        sock.settimeout(20)
        sock.connect((parts.hostname or "", parts.port or 0))
        yield sock


def answered(sock: socket.socket, sent: bytes) -> bytes:
    """Send something and return the answer, a JSON object."""
    sock.sendall(sent)
    answer = b""
    while not answer.endswith(b"}"):
        piece = sock.recv(1000)
        assert piece, "It was closed."
        answer += piece
    return answer


def send_on(sock: socket.socket, data: bytes, pause_s: float = 0) -> None:
    """Send the same a thousand times."""
    for _time in range(1000):
        sock.sendall(data)
        time.sleep(pause_s)


def test_who_asks_once_and_then_dawdles_is_shown_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a good request too, a next one that never gets whole ends the connection."""
    monkeypatch.setattr(server, "HEAD_S", 0.2)
    with running(create_app(FakeRecogniser(faces()))) as url, connected(url) as sock:
        assert b"200 OK" in answered(sock, HEALTH)
        for byte in HEALTH[:5]:
            sock.sendall(bytes([byte]))
        assert sock.recv(100) == b""


def test_a_byte_now_and_then_wins_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A head that comes byte by byte must still be whole in time."""
    monkeypatch.setattr(server, "HEAD_S", 0.1)
    with running(create_app(FakeRecogniser(faces()))) as url, connected(url) as sock:
        sock.sendall(HEALTH[:-2] + b"X-Slow: ")
        with pytest.raises(ConnectionError):
            send_on(sock, b"x", pause_s=0.01)


def test_a_refused_body_that_ends_keeps_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is refused and still sends the little that was left is served on."""
    monkeypatch.setattr(server, "LINGER_S", 0.1)
    head = b"POST /recognise HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n"
    with running(create_app(FakeRecogniser(faces()))) as url, connected(url) as sock:
        assert b" 415 " in answered(sock, head + b"half ")
        sock.sendall(b"whole")
        time.sleep(0.3)
        assert b"200 OK" in answered(sock, HEALTH)


def test_who_never_reads_is_shown_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that asks and asks but reads no answer loses its connection."""
    monkeypatch.setattr(server, "READ_S", 0.1)
    with (
        running(create_app(FakeRecogniser(faces()))) as url,
        connected(url, buffer=4096) as sock,
        pytest.raises(ConnectionError),
    ):
        send_on(sock, 100 * HEALTH.replace(b"health", b"openapi.json"))


STUCK = """
import threading
from fakes.service import FakeRecogniser, faces
from pyojeong import service

def never_end(_pixels):
    print("at work", flush=True)
    threading.Event().wait()

service.server.STOP_S = 0.1
with service.listen("127.0.0.1", 0) as sock:
    print(service.address(sock), flush=True)
    service.serve(service.create_app(FakeRecogniser(faces(), never_end)), sock)
"""


def test_ctrl_c_ends_it_even_at_work() -> None:
    """Ctrl-C ends the process, also while a picture is at work that never gets done."""
    path = str(Path(__file__).parents[2])
    command, data = [sys.executable, "-c", STUCK], png()
    head = (
        "POST /recognise HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}
    ) as process:
        assert process.stdout
        try:
            with connected(process.stdout.readline().strip()) as sock:
                sock.sendall(head.encode() + data)
                assert process.stdout.readline() == "at work\n"
                process.send_signal(signal.SIGINT)
                assert process.wait(60) == 0
        finally:
            process.kill()

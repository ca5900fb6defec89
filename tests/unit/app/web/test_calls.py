"""What leaves the machine is counted."""

import socket
from contextlib import suppress

import pytest

from pyojeong.app.web.calls import Calls, leaves

CALLS = Calls()  # one hook for all tests: hooks stay


@pytest.mark.parametrize(
    ("host", "elsewhere"),
    [
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("::1", False),
        ("0.0.0.0", False),  # noqa: S104 - nobody listens
        ("localhost", False),
        ("192.168.0.9", True),
        ("192.0.2.1", True),
        ("fe80::1%eth0", True),
        ("example.org", True),
    ],
)
def test_what_is_elsewhere(host: str, *, elsewhere: bool) -> None:
    """Everything but loopback."""
    assert leaves(host) is elsewhere


def test_loopback_is_no_call() -> None:
    """A connection to this machine itself is not counted."""
    before = CALLS()
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    assert CALLS() == before


def test_a_call_is_counted() -> None:
    """A try to reach another machine is, though it is refused before it leaves."""
    before = CALLS()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(Exception):
        asked.sendto(b"", ("192.0.2.1", 9))
    assert CALLS() > before

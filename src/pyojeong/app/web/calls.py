"""How many connections to other machines this process has tried: counted, not promised."""

import ipaddress
import sys
from threading import Lock

HEARD = {"socket.connect", "socket.sendto"}  # audit events of Python's own sockets


class Calls:
    """Counts what leaves the machine from now on: connections, datagrams, and asked names.

    Python tells its audit hooks of every one (PEP 578), whoever makes it; a hook stays until the
    process ends.
    """

    def __init__(self) -> None:
        self._count = 0
        self._lock = Lock()
        sys.addaudithook(self._hear)

    def __call__(self) -> int:
        """Return how many there were."""
        return self._count

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in HEARD:
            address = arguments[1]
            elsewhere = isinstance(address, tuple) and leaves(str(address[0]))
        elif event == "socket.getaddrinfo":
            elsewhere = leaves(str(arguments[0] or "localhost"))
        else:
            return
        if elsewhere:
            with self._lock:
                self._count += 1


def leaves(host: str) -> bool:
    """Whether a host is another machine: neither loopback nor any of this one's own names."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host not in ("localhost", "")
    return not (address.is_loopback or address.is_unspecified)

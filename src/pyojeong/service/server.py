"""The server: uvicorn on a socket of ours, impatient with who neither asks nor leaves."""

import asyncio
import socket

import h11
import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from pyojeong.core.errors import SettingsError

HEAD_S = 10  # for a request's head to arrive
LINGER_S = 2  # for a client to notice a refusal while it still sends
CONNECTIONS = 512  # open at once; more are answered 503
HEAD_BYTES = 16_384
STOP_S = 5  # for requests under way, when the server stops


class Impatient(H11Protocol):
    """HTTP/1.1 that closes what keeps a connection open for nothing.

    uvicorn waits for ever for a request to begin, and after an early refusal reads what a client
    still sends to its end, be it gigabytes. To close at once would not do: the kernel would then
    take back the refusal before the client has read it.
    """

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.loop.call_later(HEAD_S, self._close_if_silent)

    @override
    def on_response_complete(self) -> None:
        """Wait for the rest of a refused body, but not for long."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self.loop.call_later(LINGER_S, self.transport.close)

    def _close_if_silent(self) -> None:
        if self.cycle is None:
            self.transport.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: an address of this machine, or a name of one.
        port: 1 to 65,535; 0 takes a free one.

    Raises:
        SettingsError: the address is not ours, or the port is taken or forbidden.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    except OSError as error:
        raise SettingsError(
            f"Nothing can listen at {host}, port {port} ({error.strerror}): choose another --port "
            "or --host."
        ) from error


def address(sock: socket.socket) -> str:
    """Return the URL at which a listening socket is reached."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_of(app: ASGIApp) -> uvicorn.Server:
    """Return the server of an application from `create_app`.

    `server.run(sockets=[sock])` serves until SIGINT, SIGTERM, or `server.should_exit` is true.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Impatient,
            ws="none",
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=False,  # anybody could claim to be another client
            limit_concurrency=CONNECTIONS,
            h11_max_incomplete_event_size=HEAD_BYTES,
            timeout_graceful_shutdown=STOP_S,
        )
    )

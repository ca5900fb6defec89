"""The server: uvicorn on a socket of ours, impatient with who neither asks nor leaves."""

import asyncio
import os
import socket
import sys
from contextlib import suppress

import h11
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from pyojeong.core.errors import SettingsError

HEAD_S = 10  # for a request's head to arrive
READ_S = 10  # for a client to read what it was told
LINGER_S = 2  # for a client to notice a refusal while it still sends
CONNECTIONS = 512  # open at once; more are answered 503
HEAD_BYTES = 16_384
STOP_S = 5  # for requests under way, when the server stops


class Impatient(H11Protocol):
    """HTTP/1.1 that drops whoever keeps a connection open for nothing.

    uvicorn waits for ever for the head of a request, once its first byte is there, and for a client
    to read; and after an early refusal it reads what a client still sends to its end, be it
    gigabytes. To close at once would not do: the kernel would then take back the refusal before the
    client has read it.
    """

    _awaited: str | None = None
    _timer: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._watch()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        self._await(None, 0)

    @override
    def data_received(self, data: bytes) -> None:
        """Wait on, if that was less than the head of a request."""
        super().data_received(data)
        self._watch()

    @override
    def on_response_complete(self) -> None:
        """Wait for the next request, or for the rest of a refused body."""
        super().on_response_complete()
        self._watch()

    @override
    def pause_writing(self) -> None:
        """Begin to wait for the client to read."""
        super().pause_writing()
        self._watch()

    @override
    def resume_writing(self) -> None:
        """Go on as before: the client has read."""
        super().resume_writing()
        self._watch()

    def _watch(self) -> None:
        if self.flow.write_paused or self.transport.is_closing():
            self._await("read", READ_S)  # what is closing stays open until all we said is read
        elif self.conn.their_state is h11.IDLE:
            self._await("head", HEAD_S)
        elif self.conn.their_state is h11.SEND_BODY and self.conn.our_state is h11.DONE:
            self._await("rest", LINGER_S)
        else:
            self._await(None, 0)  # the application is at work, and has its own limits

    def _await(self, what: str | None, seconds: float) -> None:
        """Drop the client if that has not come in time; more data of the same wins no more time."""
        if what == self._awaited:
            return
        if self._timer:
            self._timer.cancel()
        self._awaited = what
        self._timer = self.loop.call_later(seconds, self.transport.abort) if what else None


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


def serve(app: FastAPI, sock: socket.socket) -> None:
    """Serve an application from `create_app` until Ctrl-C.

    Where a picture is still at work STOP_S later, the whole process ends: nothing stops a thread.
    """
    with suppress(KeyboardInterrupt):  # uvicorn raises it once more after it has stopped
        server_of(app).run(sockets=[sock])
    if app.state.work.busy:
        sys.stdout.flush()
        os._exit(0)


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

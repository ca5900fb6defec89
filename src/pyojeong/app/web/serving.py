"""Serving: a socket, the address to type, and uvicorn until Ctrl-C. Nobody is ever called."""

import os
import socket
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from pyojeong.app.web.settings import LOOPBACK, WebSettings
from pyojeong.core.errors import SettingsError
from pyojeong.core.i18n import _

HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only with --lan, behind a pairing code
NOWHERE = ("192.0.2.1", 9)  # RFC 5737: belongs to nobody; nothing is sent there

CONNECTIONS = 256  # open at once; more are answered 503
HEAD_BYTES = 16_384  # of a request
KEEP_ALIVE_S = 75  # a child may look at a face for as long before the connection is made anew
STOP_S = 5  # for requests under way, when the server stops


def listen(port: int, *, lan: bool = False) -> socket.socket:
    """Return a socket that listens to this machine, or to the whole house.

    Args:
        port: 1 to 65,535; 0 takes a free one.
        lan: other machines of the house may reach it.

    Raises:
        SettingsError: the port is taken or forbidden.
    """
    try:
        return socket.create_server((EVERYWHERE if lan else HERE, port), backlog=CONNECTIONS)
    except OSError as error:
        raise SettingsError(
            _("Port {port} cannot be used ({why}): choose another one, or --port 0.").format(
                port=port, why=os.strerror(error.errno or 0)
            )
        ) from error


def port_of(sock: socket.socket) -> int:
    """Return the port at which a socket listens."""
    return sock.getsockname()[1]


def house_address() -> str | None:
    """Return this machine's address in the house; None: it is in no network.

    A datagram socket that is connected asks the machine's own routes, and sends nothing.
    """
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(NOWHERE)
        return asked.getsockname()[0]
    return None


def settings_for(address: str | None, code: str | None) -> WebSettings:
    """Return where the app is reached.

    Args:
        address: of this machine in the house; None: this machine alone asks.
        code: with which other machines are let in.
    """
    names = {address, socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    hosts = LOOPBACK | {name for name in names if name} if address else LOOPBACK
    return WebSettings(hosts=hosts, pairing_code=code if address else None)


def serve(app: ASGIApp, sock: socket.socket) -> None:
    """Serve an application until Ctrl-C."""
    with suppress(KeyboardInterrupt):  # uvicorn raises it once more after it has stopped
        server_of(app).run(sockets=[sock])


def server_of(app: ASGIApp) -> uvicorn.Server:
    """Return the server of an application.

    `server.run(sockets=[sock])` serves until SIGINT, SIGTERM, or `server.should_exit` is true.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,  # a child uses this
            log_level="warning",
            server_header=False,
            proxy_headers=False,  # anybody could claim to be this machine
            limit_concurrency=CONNECTIONS,
            h11_max_incomplete_event_size=HEAD_BYTES,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=STOP_S,
        )
    )

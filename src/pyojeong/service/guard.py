"""Guard: who may ask at all, and what browsers are told with every answer."""

import hmac
import ipaddress
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pyojeong.core.errors import SettingsError

VARIABLE = "PYOJEONG_TOKEN"
SHORTEST = 16  # characters of a token: 64 bits where they are hex digits

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach what listens at `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def names(host: str) -> frozenset[str] | None:
    """Return what the Host header may say where the server listens at `host`; None: anything.

    Beyond loopback a token is asked for, which no page of another site has.
    """
    return LOOPBACK | {host.lower()} if is_loopback(host) else None


def read_token(file: Path | None) -> str | None:
    """Return the token from a file, else from the environment; None where there is none.

    Raises:
        SettingsError: the file cannot be read, or the token is too short, or not plain.
    """
    try:
        token = (file.read_text("utf-8") if file else os.environ.get(VARIABLE, "")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"Token file {file} cannot be read: make one, as openssl rand -hex 32 does."
        ) from error
    if not token and not file:
        return None
    if len(token) < SHORTEST or not (token.isascii() and token.isprintable()) or " " in token:
        raise SettingsError(
            f"The token must be {SHORTEST} or more ASCII characters without spaces: make one, as "
            "openssl rand -hex 32 does."
        )
    return token


def require_token(host: str, token: str | None) -> None:
    """Refuse to be reached from other machines without a token.

    Raises:
        SettingsError: `host` is not this machine alone, and there is no token.
    """
    if token is None and not is_loopback(host):
        raise SettingsError(
            f"Other machines can reach {host}: give a token in {VARIABLE} or with --token-file, or "
            "leave --host at 127.0.0.1."
        )


def bearer(token: str) -> Callable[..., Awaitable[None]]:
    """Return the dependency that lets in only who knows the token."""
    scheme = HTTPBearer(auto_error=False)

    async def check(
        given: Annotated[HTTPAuthorizationCredentials | None, Depends(scheme)],
    ) -> None:
        known = given.credentials.encode() if given else b""
        if not hmac.compare_digest(known, token.encode()):  # in constant time
            raise HTTPException(
                401,
                "Send the service's token: Authorization: Bearer TOKEN.",
                {"WWW-Authenticate": "Bearer"},
            )

    return check


class Front:
    """ASGI middleware: names of hosts that are not ours are refused; answers get HEADERS.

    A page whose name its owner points at 127.0.0.1 once it is loaded (DNS rebinding) could talk to
    us as its own server; but its browser tells us that name.

    Args:
        app: what stands behind.
        hosts: names and addresses that we go by; None: any, for a token is asked for.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if self._hosts is None or _host(Headers(scope=scope)) in self._hosts:
            await self._app(scope, receive, send_guarded)
            return
        refusal = JSONResponse(
            {"detail": f"This service goes by {', '.join(sorted(self._hosts))} alone."}, 421
        )
        await refusal(scope, receive, send_guarded)


def _host(headers: Headers) -> str | None:
    """Return the name in the Host header, without its port."""
    try:
        return urlsplit("//" + headers.get("host", "")).hostname
    except ValueError:
        return None

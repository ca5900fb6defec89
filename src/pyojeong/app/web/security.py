"""Security: what holds for every request, whatever it is for.

`Front` stands before everything: it knows the names we go by, tells the browser what a page may do,
and keeps what fails from telling anything. `guard` stands before every route: who may pass, and
whether a form or a script of ours sent it.
"""

import asyncio
import hmac
import ipaddress
import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pyojeong.app.care.accounts import Account, Accounts
from pyojeong.app.web import cookies, refusals
from pyojeong.app.web.care.allowed import said
from pyojeong.app.web.cookies import Browser, Scanning, Signer
from pyojeong.app.web.devices import Devices
from pyojeong.app.web.refusals import ElsewhereError, RefusedError
from pyojeong.app.web.sessions import Session, Sessions
from pyojeong.app.web.unsaved import SECRET, Unsaved

BODY_BYTES = 64_000
UPLOAD_S = 10  # for a body to arrive
FIELDS = 100  # of a form

# Bodies that their routes read themselves, since they are files: the token is in the header alone.
STREAMED = frozenset({"/caregiver/import/archive"})

TOKEN_HEADER = "x-csrf-token"  # noqa: S105 - a name, no secret
TOKEN_FIELD = "csrf"  # noqa: S105 - a name, no secret

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Referrer-Policy is not no-referrer: browsers would then call the origin of our own forms `null`.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

OPEN_TO_STRANGERS = frozenset({"/pair", "/health"})  # what an unpaired device may ask for
SCRIPTS = ("/api/", *STREAMED)  # how what scripts ask for begins: they are told in JSON
DOOR = "/caregiver/door"  # the one caregiver's page that needs no open door, and asks no role
UNSAVED = "/caregiver/unsaved"  # where what was sent to a shut door waits
FINAL = frozenset({"erase"})  # what cannot be undone does not wait: it is asked anew

log = logging.getLogger("pyojeong.app")


class Front:
    """ASGI middleware: names that are not ours are refused; every answer has HEADERS.

    A page whose name its owner points at 127.0.0.1 once it is loaded (DNS rebinding) could talk to
    us as its own server; but its browser tells us that name.

    Args:
        app: what stands behind.
        hosts: names and addresses that we go by.
        failed: makes the answer for what fails.
    """

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str], failed: Callable[[Request], Awaitable[Response]]
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if _host(Headers(scope=scope)) not in self._hosts:
            await Response("421 Misdirected Request", 421, media_type="text/plain")(
                scope, receive, send_guarded
            )
            return
        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:
            log_failure(error)
            if begun:
                raise
            response = await self._failed(Request(scope))
            await response(scope, receive, send_guarded)


def log_failure(error: BaseException) -> None:
    """Log what failed and where, and no value: messages of errors may name a child."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(
        f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in frames[::-1]
    )
    log.error("%s in %s", type(error).__name__, places)


def _host(headers: Headers) -> str | None:
    """Return the name in the Host header, without its port."""
    try:
        return urlsplit("//" + headers.get("host", "")).hostname
    except ValueError:
        return None


@dataclass(frozen=True)
class Visit:
    """Who asks, once the guard has let them pass.

    browser: whom it practises as. fresh: it has no cookie yet. caregiver: an open door.
    token: of the forms and scripts of its pages. scanning: of pages before a child is chosen.
    body: of a POST. opener: who opened the door, as the account is now.
    """

    browser: Browser
    fresh: bool
    caregiver: Session | None
    token: str
    scanning: Scanning | None = None
    body: bytes = b""
    opener: Account | None = None

    @property
    def account(self) -> Account:
        """Whose door it is; who stands before it is sent there."""
        if self.opener is None:
            raise ElsewhereError(DOOR)
        return self.opener

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form; of those given twice, the last."""
        return dict(_pairs(self.body))

    def all_of(self, field: str) -> tuple[str, ...]:
        """Return every value of a field that may be given more than once."""
        return tuple(value for name, value in _pairs(self.body) if name == field)


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("ascii")  # whatever else there is, is percent-encoded
        return parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError as error:
        raise RefusedError(400, refusals.ODD) from error


@dataclass(frozen=True)
class Guard:
    """Lets requests pass, or not.

    Args:
        signer: of cookies and tokens.
        sessions: of caregivers.
        accounts: of caregivers, read anew with each request: who is removed is out at once.
        devices: that were paired.
        lan: other machines may ask, once they are paired.
    """

    signer: Signer
    sessions: Sessions
    accounts: Accounts
    devices: Devices
    lan: bool

    async def __call__(self, request: Request) -> None:
        """Leave the Visit in the request's state, or refuse."""
        path, reads = request.scope["path"], request.method in ("GET", "HEAD")
        if self.lan and path not in OPEN_TO_STRANGERS and not await self._is_known(request):
            page = reads and not path.startswith(SCRIPTS)
            raise ElsewhereError("/pair") if page else RefusedError(403, refusals.STRANGER)
        signer, jar = self.signer, request.cookies
        found = cookies.read_browser(signer, jar.get(signer.cookie(cookies.CHILD)))
        browser = found or cookies.new_browser()
        session, opener = None, None
        behind = path == cookies.CAREGIVER_PATH or path.startswith(cookies.CAREGIVER_PATH + "/")
        if behind:
            cookie = jar.get(signer.cookie(cookies.CAREGIVER))
            session, opener = await run_in_threadpool(self._opener, cookie)
        body = b""
        if not reads:
            _refuse_other_pages(request)
            body = b"" if path in STREAMED else await read_body(request)
        if behind and path != DOOR:
            self._hold_back(request, browser, session, body)
        token = session.token if session else signer.token("csrf", browser.name)
        if not reads:
            _refuse_forged(request, body, token)
            self.sessions.unsaved.forget(browser.name, path)  # it is being saved now
        scanning = cookies.read_scanning(signer, jar)
        request.state.visit = Visit(browser, found is None, session, token, scanning, body, opener)

    def _opener(self, cookie: str | None) -> tuple[Session | None, Account | None]:
        """Return an open session, and whose it is; nothing, where that account is gone."""
        session = self.sessions.used(cookie)
        if session is None:
            return None, None
        opener = self.accounts.get(session.account)
        if opener is None:
            self.sessions.close(session)
            return None, None
        return session, opener

    def _hold_back(
        self, request: Request, browser: Browser, session: Session | None, body: bytes
    ) -> None:
        """Let pass who has opened the door, with a form of this door, to what says for whom it is.

        A form of a door that is shut by now, of the same browser and account, waits meanwhile.
        """
        kept = request.method == "POST" and self._keep(request, browser, session, body)
        if session is None:
            if request.scope["path"].startswith(SCRIPTS):
                raise RefusedError(401, refusals.SHUT, DOOR)
            raise ElsewhereError(DOOR)
        if said(request.scope["route"]) is None:
            raise RuntimeError(f"{request.scope['route'].path} does not say who may")
        if kept:
            raise ElsewhereError(UNSAVED)

    def _keep(
        self, request: Request, browser: Browser, session: Session | None, body: bytes
    ) -> bool:
        """Keep a form of a door that is shut by now, and say whether it was one.

        Its token shows that it is ours: nobody but this browser's pages was ever told it.
        """
        fields = _pairs(body) if _is_form(request) else []
        before = self.sessions.ended(dict(fields).get(TOKEN_FIELD, ""), browser.name)
        if before is None or (session and session.account != before.account):
            return False
        typed = tuple(one for one in fields if one[0] not in SECRET | {TOKEN_FIELD})
        allowed = said(request.scope["route"])
        about = (allowed.about or allowed.deed or "") if allowed else ""
        if not typed or about in FINAL:
            return False
        form = Unsaved(browser.name, before.account, request.scope["path"], about, typed)
        self.sessions.unsaved.keep(form)
        return True

    async def _is_known(self, request: Request) -> bool:
        if is_this_machine(request):
            return True
        cookie = request.cookies.get(self.signer.cookie(cookies.DEVICE), "")
        return await run_in_threadpool(self.devices.knows, cookie)


async def visit_of(request: Request) -> Visit:
    """Return the visit that the guard has let pass."""
    return request.state.visit


Here = Annotated[Visit, Depends(visit_of)]  # a parameter of a route


def address_of(request: Request) -> str:
    """Return the address of the machine that asks."""
    return request.client.host if request.client else ""


def is_this_machine(request: Request) -> bool:
    """Whether the request comes from this machine itself."""
    try:
        return ipaddress.ip_address(address_of(request)).is_loopback
    except ValueError:
        return False


def _refuse_other_pages(request: Request) -> None:
    """Refuse what the browser itself says another site's page has sent.

    Other ports of this machine are the same site to SameSite cookies, but not the same origin.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site not in ("same-origin", "none"):
        raise RefusedError(403, refusals.FORGED)
    if origin is not None and origin != f"{request.url.scheme}://{request.headers.get('host')}":
        raise RefusedError(403, refusals.FORGED)


async def read_body(request: Request) -> bytes:
    """Return the body of a request, and read no further than BODY_BYTES.

    Raises:
        RefusedError: it is larger, or does not arrive.
    """
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > BODY_BYTES:
        raise RefusedError(413, refusals.LARGE)
    data = bytearray()
    try:
        async with asyncio.timeout(UPLOAD_S):
            async for piece in request.stream():
                data += piece
                if len(data) > BODY_BYTES:
                    raise RefusedError(413, refusals.LARGE)
    except (TimeoutError, ClientDisconnect) as error:
        raise RefusedError(408, refusals.ODD) from error
    return bytes(data)


def _refuse_forged(request: Request, body: bytes, token: str) -> None:
    """Refuse what does not bear the token of our own pages."""
    given = request.headers.get(TOKEN_HEADER)
    if given is None:
        given = dict(_pairs(body)).get(TOKEN_FIELD, "") if _is_form(request) else ""
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise RefusedError(403, refusals.FORGED)


def _is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"

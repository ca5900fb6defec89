"""The witness: writes down who saw, changed or was refused what, before anybody is answered."""

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pyojeong.app.care.accounts import Accounts
from pyojeong.app.web.care.allowed import DONE, REFUSED, Done

ELSEWHERE = 300  # from this status on nothing is shown
FAILED = 400  # from this status on nothing was changed

PAGE = b"text/html"  # whoever gets this sees; other kinds, as PDF and CSV, are taken away


class Witness:
    """ASGI middleware: no page of a child is sent before its line stands in the log.

    Args:
        app: what stands behind.
        accounts: whose log it is.
    """

    def __init__(self, app: ASGIApp, accounts: Accounts) -> None:
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def send_written(message: Message) -> None:
            done = state.pop(DONE, None) if message["type"] == "http.response.start" else None
            if done and _has_happened(done, message["status"]):
                await run_in_threadpool(self._write, done, page=_is_page(message))
            await send(message)

        await self._app(scope, receive, send_written)

    def _write(self, done: Done, *, page: bool) -> None:
        deed = "see" if done.reads and page and done.deed != REFUSED else done.deed
        line = (done.account, deed, done.about, done.child, done.detail)
        if deed in ("see", REFUSED):
            self._accounts.log_once(*line)
        else:
            self._accounts.log(*line)


def _has_happened(done: Done, status: int) -> bool:
    """Whether an answer of that status says that it was done, or refused."""
    if done.deed == REFUSED:
        return status >= FAILED
    return status < (ELSEWHERE if done.reads else FAILED)


def _is_page(start: Message) -> bool:
    """Whether an answer that begins so is a page."""
    kind = next((value for name, value in start["headers"] if name == b"content-type"), b"")
    return kind.startswith(PAGE)

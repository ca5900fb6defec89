"""The application: every route, the guard before all of them, and the words for what fails."""

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override

from pyojeong.app import exercises
from pyojeong.app.care.care import Care
from pyojeong.app.domain.trial import Language
from pyojeong.app.store import InUseError
from pyojeong.app.web import cookies, refusals
from pyojeong.app.web.care.routes import care_routes
from pyojeong.app.web.care.witness import Witness
from pyojeong.app.web.caregiver import caregiver_routes
from pyojeong.app.web.child import child_routes
from pyojeong.app.web.cookies import CAREGIVER_PATH, Signer
from pyojeong.app.web.devices import Devices
from pyojeong.app.web.doors import door_routes, pairing_routes
from pyojeong.app.web.first_run import first_run_routes
from pyojeong.app.web.house import House, go
from pyojeong.app.web.needs import PracticeLike
from pyojeong.app.web.pages import Pages
from pyojeong.app.web.pairing import Pairing
from pyojeong.app.web.pin import Door
from pyojeong.app.web.practising import practice_routes
from pyojeong.app.web.refusals import FAILED, FULL, ElsewhereError, RefusedError
from pyojeong.app.web.security import SCRIPTS, Front, Guard, Visit, log_failure
from pyojeong.app.web.sessions import Sessions
from pyojeong.app.web.settings import WebSettings
from pyojeong.app.web.vault import Vault
from pyojeong.core.errors import (
    ConsentError,
    PyojeongError,
    StorageError,
    UnknownChildError,
)
from pyojeong.core.i18n import translate

STATIC = Path(__file__).parent / "static"
EXERCISES = Path(exercises.__file__).parent
NAME = re.compile(r"[a-z_]+")  # of an exercise's folder
VIEWS = ("view.js", "view.css")
KEPT = {"Cache-Control": "no-cache"}  # by the browser, which asks whether it is still the same
SQUEEZED_BYTES = 1000  # from which on it is worth the while
SQUEEZE = 4  # of 9: three times as fast, a tenth larger


def local_now() -> datetime:
    """Return the time with the zone of this machine."""
    return datetime.now().astimezone()


def create_app(
    practice: PracticeLike,
    vault: Vault,
    settings: WebSettings | None = None,
    *,
    care: Care,
    clock: Callable[[], datetime] = local_now,
    ticks: Callable[[], float] = time.monotonic,
    hasher: PasswordHasher | None = None,
) -> FastAPI:
    """Return the app as an ASGI application.

    Args:
        practice: the use cases of the child's page.
        vault: what is kept beside the trials.
        settings: where it is reached, and by whom; by default by this machine alone.
        care: the use cases of the caregiver's pages.
        clock: the time, with its zone.
        ticks: seconds of a clock that never goes back.
        hasher: of PINs.
    """
    settings = settings or WebSettings()
    signer, sessions = Signer(vault), Sessions(ticks)
    devices = Devices(vault, signer)
    code = settings.pairing_code
    house = House(
        practice=practice,
        vault=vault,
        signer=signer,
        sessions=sessions,
        devices=devices,
        door=Door(care.accounts, vault, clock, hasher),
        accounts=care.accounts,
        pairing=None if code is None else Pairing(code, clock),
        pages=Pages(),
    )
    refuse = _Refuse(house)
    app = FastAPI(
        title="Pyojeong",
        openapi_url=None,  # the pages are the interface
        dependencies=[Depends(Guard(signer, sessions, care.accounts, devices, lan=settings.lan))],
    )
    for kind in (RefusedError, ElsewhereError, HTTPException, PyojeongError):
        app.add_exception_handler(kind, refuse.answer)
    app.add_middleware(Witness, accounts=care.accounts)
    if settings.lan:
        app.add_middleware(Squeezed)
    app.add_middleware(Front, hosts=settings.hosts, failed=refuse.failed)
    for routes in (
        first_run_routes(house),
        pairing_routes(house),
        door_routes(house),
        caregiver_routes(house, clock),
        *care_routes(house, care),
        child_routes(house),
        practice_routes(house),
        _file_routes(),
    ):
        app.include_router(routes)
    app.mount("/static", Files(directory=STATIC))
    return app


class Files(StaticFiles):
    """Our own files: kept by the browser, which asks each time whether they are still the same."""

    @override
    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return a file, or that it has not changed."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(KEPT)
        return response


class Squeezed:
    """Middleware: gzip on the way through the house, for what holds no secret.

    Pages bear the token of their forms, and some show again what was typed: compressed together,
    the length would tell of the token (BREACH). Files and the trials' JSON hold no token.
    """

    OPEN = ("/static/", "/exercises/", "/api/")

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._squeezing = GZipMiddleware(app, SQUEEZED_BYTES, SQUEEZE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        open_ = scope["type"] == "http" and scope["path"].startswith(self.OPEN)
        await (self._squeezing if open_ else self._app)(scope, receive, send)


class _Refuse:
    """Turns what was raised into an answer: JSON for scripts, a calm page for people."""

    def __init__(self, house: House) -> None:
        self._house = house

    def answer(self, request: Request, error: Exception) -> Response:
        """Answer what was raised on purpose, or by the store."""
        language = self._language(request)
        match error:
            case ElsewhereError():
                return go(error.path)
            case RefusedError():
                return self._say(request, language, error.status, error.message, error.back)
            case HTTPException():
                message = refusals.GONE if error.status_code == 404 else refusals.METHOD
                response = self._say(request, language, error.status_code, message)
                response.headers.update(error.headers or {})
                return response
            case UnknownChildError():
                return self._say(request, language, 404, refusals.GONE)
            case InUseError():
                return self._say(request, language, 503, str(error), CAREGIVER_PATH)
            case ConsentError():
                return self._say(request, language, 403, str(error))
            case _:
                log_failure(error)
                full = isinstance(error, StorageError)
                status, said = (507, FULL) if full else (503, FAILED)
                return self._say(request, language, status, said)

    async def failed(self, request: Request) -> Response:
        """Answer what nobody expected."""
        language = await run_in_threadpool(self._house.language_or_default, request)
        return self._say(request, language, 500, FAILED)

    def _language(self, request: Request) -> Language:
        """Return the language of the page that asks: scripts ask from the child's."""
        visit: Visit | None = getattr(request.state, "visit", None)
        path = request.scope["path"]
        of_child = path.startswith(SCRIPTS) and not path.startswith(CAREGIVER_PATH)
        if visit and visit.browser.child and of_child:
            with suppress(PyojeongError):
                return self._house.practice.settings(visit.browser.child).language
        return self._house.language_or_default(request)

    def _say(
        self, request: Request, language: Language, status: int, message: str, back: str = "/"
    ) -> Response:
        if request.scope["path"].startswith(SCRIPTS):
            return JSONResponse({"detail": translate(message, language)}, status)
        return self._house.pages.page(
            "message",
            language,
            status,
            csrf="",
            look=None,
            scanning=cookies.read_scanning(self._house.signer, request.cookies),
            said=translate(message, language),
            back=back,
        )


def _file_routes() -> APIRouter:
    """Return what is neither a page nor practice: an exercise's own files, and a sign of life."""
    routes = APIRouter()

    @routes.get("/health")
    def health() -> dict[str, bool]:
        """Say that the server is alive."""
        return {"ok": True}

    @routes.get("/exercises/{name}/{file}")
    def view(name: str, file: str) -> Response:
        """Return how an exercise looks."""
        path = EXERCISES / name / file
        if not NAME.fullmatch(name) or file not in VIEWS or not path.is_file():
            raise RefusedError(404, refusals.GONE)
        return FileResponse(path, headers=KEPT)

    return routes

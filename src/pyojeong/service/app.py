"""The service's routes: /recognise, /health, /ready, and a page that explains them."""

import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse

from pyojeong import __version__
from pyojeong.core import i18n
from pyojeong.core.errors import PictureError, PyojeongError
from pyojeong.core.images import Pixels, open_picture
from pyojeong.recogniser.result import Faces
from pyojeong.service.answer import Answer, Refusal, answer
from pyojeong.service.body import read_body, refuse_head
from pyojeong.service.guard import HEADERS, Front, bearer
from pyojeong.service.limits import Limits, Places, Rate, client_of
from pyojeong.service.page import POLICY, page
from pyojeong.service.work import Work


class Recognises(Protocol):
    """What the service needs of a Recogniser; it is called from several threads at once."""

    def faces_of(self, pixels: Pixels, name: str = "picture") -> Faces:
        """Return the rows of one upright picture, uint8 [height, width, 3] RGB."""
        ...


BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"required": True, "content": {"image/*": BINARY, "application/octet-stream": BINARY}}
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal, "description": why}
    for status, why in {
        401: "the token is missing or wrong",
        408: "the picture came too slowly",
        413: "the picture has too many bytes",
        415: "the body is no picture, by its Content-Type",
        421: "the Host header names another server",
        422: "the picture cannot be opened: damaged, no picture, or too many pixels",
        429: "too many requests: Retry-After says when to ask again",
        503: "too many pictures at once, or this one takes too long",
    }.items()
}


def create_app(
    recogniser: Recognises,
    limits: Limits | None = None,
    *,
    token: str | None = None,
    hosts: frozenset[str] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> FastAPI:
    """Return the service as an ASGI application. It stores and logs nothing of a picture.

    Its `state.work` is the Work that it does.

    Args:
        recogniser: what answers.
        limits: by default those of `Limits`.
        token: who asks must know it; None: anybody may ask.
        hosts: names that the Host header may give; None: any.
        clock: seconds; it never goes back.
    """
    limits = limits or Limits()
    work = Work(limits)
    held = Places(limits.held, limits.wait_s)
    rate = Rate(limits.per_minute)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        work.close()

    app = FastAPI(
        title="Pyojeong",
        version=__version__,
        summary="Facial expressions in a picture, as JSON. Nothing is stored.",
        docs_url=None,  # FastAPI's own pages fetch scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.work = work
    app.add_middleware(Front, hosts=hosts)
    app.add_exception_handler(PyojeongError, _refused)
    app.add_exception_handler(Exception, _failed)

    async def in_time(request: Request) -> None:
        wait_s = rate.wait_s(client_of(request.client.host if request.client else ""), clock())
        if wait_s:
            seconds = math.ceil(wait_s)
            raise HTTPException(
                429,
                f"Only {limits.per_minute} requests a minute: ask again in {seconds} s.",
                {"Retry-After": str(seconds)},
            )

    async def takeable(request: Request) -> None:
        refuse_head(request, limits)

    known = [Depends(bearer(token))] if token else []

    @app.post(
        "/recognise",
        dependencies=[Depends(in_time), *known, Depends(takeable)],
        responses=REFUSALS,
        openapi_extra={"requestBody": BODY},
    )
    async def recognise(request: Request) -> Answer:
        """Recognise the faces in one picture: JPEG, PNG, WebP, BMP, TIFF or GIF."""
        await held.take()
        try:
            data = await read_body(request, limits)
            return await work.do(lambda: _look(recogniser, data, limits))
        finally:
            held.leave()

    @app.get("/health")
    async def health() -> dict[str, bool]:
        """Say that the server is alive."""
        return {"healthy": True}

    @app.get("/ready", responses={503: {"description": "busy, or stuck"}})
    async def ready() -> JSONResponse:
        """Say whether another picture can be taken now."""
        is_ready = not (held.full or work.stuck)
        return JSONResponse({"ready": is_ready}, 200 if is_ready else 503)

    @app.get("/", include_in_schema=False)
    async def explain(request: Request) -> HTMLResponse:
        url, asked = str(request.base_url), token is not None
        text = page(limits, url, i18n.current(), token=asked)
        return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})

    return app


def _look(recogniser: Recognises, data: bytes, limits: Limits) -> Answer:
    picture = open_picture(data, most=limits.picture_pixels)
    faces = recogniser.faces_of(picture.pixels)
    if "unreadable" in faces.happened:
        raise PictureError(" ".join(faces.problem))
    return answer(faces, picture)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 422 if isinstance(error, PictureError) else 500)


# Starlette answers these outside all middleware, so Front does not see them.
async def _failed(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"detail": "The service failed; its terminal says why."}, 500, HEADERS)

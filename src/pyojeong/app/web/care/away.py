"""Out and away: what can be saved of a child, a child from elsewhere, and erasing one."""

import asyncio
from collections.abc import Callable, Mapping
from typing import BinaryIO

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response, StreamingResponse

from pyojeong.app.care.away import FILE_BYTES, Away, Receipt, Way
from pyojeong.app.domain.child import tidy
from pyojeong.app.reports.wording import Wording
from pyojeong.app.store.archive.sentences import LARGE
from pyojeong.app.web import refusals
from pyojeong.app.web.care.allowed import concerns, may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House
from pyojeong.app.web.security import Here
from pyojeong.core.errors import AccountError, ArchiveError, StorageError
from pyojeong.core.i18n import mark, translate

PIECE_S = 30  # for the next piece of a file to arrive

# Way: what its file is called after the child's code, and its media type.
FILES: Mapping[Way, tuple[str, str]] = {
    "csv": ("trials.zip", "application/zip"),
    "bids": ("bids.zip", "application/zip"),
    "xapi": ("xapi.json", "application/json"),
    "archive": ("archive.zip", "application/zip"),
}

# Way: what it is, what it is for, and what its button says.
OFFERED: Mapping[Way, tuple[str, str, str]] = {
    "csv": (
        mark("Tables"),
        mark(
            "For spreadsheets and statistics: a table each of the answered trials, the sessions, "
            "what was seen in real life, and the plans with their starts, with a dictionary of the "
            "columns."
        ),
        mark("Save the tables"),
    ),
    "bids": (
        mark("BIDS data set"),
        mark(
            "For research groups: the same in the folders of the Brain Imaging Data Structure, "
            "without dates."
        ),
        mark("Save the BIDS data set"),
    ),
    "xapi": (
        mark("xAPI statements"),
        mark(
            "For learning record stores: one statement for each answered trial, and nothing beside "
            "the trials."
        ),
        mark("Save the xAPI statements"),
    ),
}

OTHER_NAME = mark("This is not the name that stands above: nothing was erased.")


def away_routes(house: House, part: Away, forget: Callable[[str], None]) -> APIRouter:
    """Return the pages of a child's data.

    Args:
        house: what pages need.
        part: makes files, reads them, and erases.
        forget: takes what was worked out about a child out of memory.
    """
    routes = APIRouter(prefix=CAREGIVER_PATH)

    @routes.get("/children/{key}/data", dependencies=[may("see", "data")])
    def offer(key: str, request: Request, visit: Here) -> Response:
        """Show what can be saved of a child."""
        return show(house, request, visit, "data", key, "data", offered=OFFERED)

    def save(key: str, way: Way) -> Response:
        name, kind = FILES[way]
        headers = {"Content-Disposition": f'attachment; filename="{file_name(part, key, name)}"'}
        return StreamingResponse(part.made(way, key), media_type=kind, headers=headers)

    @routes.get("/children/{key}/data/trials.zip", dependencies=[may("export", "table")])
    def save_table(key: str) -> Response:
        """Return the tables."""
        return save(key, "csv")

    @routes.get("/children/{key}/data/bids.zip", dependencies=[may("export", "BIDS")])
    def save_bids(key: str) -> Response:
        """Return the BIDS data set."""
        return save(key, "bids")

    @routes.get("/children/{key}/data/xapi.json", dependencies=[may("export", "xAPI")])
    def save_statements(key: str) -> Response:
        """Return the xAPI statements."""
        return save(key, "xapi")

    @routes.get("/children/{key}/data/archive.zip", dependencies=[may("archive", "archive")])
    def save_archive(key: str) -> Response:
        """Return all that is known of a child."""
        return save(key, "archive")

    @routes.get("/import", dependencies=[may("keep", "import")])
    def ask_archive(request: Request, visit: Here) -> Response:
        """Ask for an archive."""
        return house.show(visit, "care/data_import", house.language(request))

    @routes.put("/import/archive", dependencies=[may("keep", "import")])
    async def take_archive(request: Request, visit: Here) -> Response:
        """Store the child of an archive, which is the body; a script sends it and is told."""
        language = await run_in_threadpool(house.language, request)
        try:
            with part.arriving() as file:
                await receive(request, file)
                key = await run_in_threadpool(part.read, file, visit.account.id)
        except (AccountError, ArchiveError) as error:
            return JSONResponse({"detail": translate(str(error), language)}, 422)
        except StorageError:
            return JSONResponse({"detail": translate(refusals.FULL, language)}, 507)
        except (TimeoutError, ClientDisconnect):
            return JSONResponse({"detail": translate(refusals.ODD, language)}, 408)
        concerns(request, key)
        return JSONResponse({"page": f"{CAREGIVER_PATH}/children/{key}"})

    @routes.get("/children/{key}/erase", dependencies=[may("keep", "erase")])
    def ask_erase(key: str, request: Request, visit: Here) -> Response:
        """Ask whether all of a child should be erased."""
        return show(house, request, visit, "data_erase", key, "data", fault=None)

    @routes.post("/children/{key}/erase", dependencies=[may("keep", "erase")])
    def erase(key: str, request: Request, visit: Here) -> Response:
        """Erase a child, and show the receipt, which is kept nowhere: it would name the child."""
        name = house.known(visit, key).child.pseudonym
        if tidy(visit.form.get("name", "")) != name:
            page = ("data_erase", key, "data")
            return show(house, request, visit, *page, status=422, fault=OTHER_NAME)
        receipt = part.erase(key, house.practice.remove_child)
        forget(key)
        language = house.language(request)
        values = {"name": name, "receipt": receipt, "left": left(receipt)}
        say = Wording(language)
        return house.show(visit, "care/data_receipt", language, say=say, **values)

    return routes


async def receive(request: Request, file: BinaryIO) -> None:
    """Write the body of a request to a file, and read no further than an archive may be.

    Raises:
        ArchiveError: it is larger.
        TimeoutError: it does not arrive.
    """
    size, pieces = 0, aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(PIECE_S):
                piece = await anext(pieces)
        except StopAsyncIteration:
            return
        size += len(piece)
        if size > FILE_BYTES:
            raise ArchiveError(LARGE)
        await run_in_threadpool(file.write, piece)


def file_name(part: Away, key: str, name: str) -> str:
    """Return what a file is called when it is saved: by the child's code, whatever its name."""
    code = "".join(char for char in part.code(key) if char.isascii() and char.isalnum())
    return f"pyojeong-{code}-{name}"


def left(receipt: Receipt) -> dict[str, list[str]]:
    """Return the files in which something is left: what is the child's alone, and the name."""
    found = receipt.found
    return {
        "own": sorted({one.file for one in found if one.what != "name"}),
        "name": sorted({one.file for one in found if one.what == "name"}),
    }

"""The picture as it is sent: judged by its head first, then read no further than the limit."""

import asyncio

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

from pyojeong.service.limits import Limits

# Pages of other sites may send forms and plain text to us unasked, but none of these types
# without asking first, and we never allow it: so they cannot use the service (CSRF).
TYPES = ("image/", "application/octet-stream")


def refuse_head(request: Request, limits: Limits) -> None:
    """Refuse what the head alone shows to be no picture for us.

    Raises:
        HTTPException: 415, the Content-Type is no picture's; 413, the Content-Length is too much.
    """
    if not request.headers.get("content-type", "").lower().startswith(TYPES):
        raise HTTPException(
            415,
            "Send the picture itself as the body, with its type: "
            "curl -H 'Content-Type: image/jpeg' --data-binary @photo.jpg",
        )
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.picture_bytes:
        raise _too_large(limits)


async def read_body(request: Request, limits: Limits) -> bytes:
    """Return the picture's bytes.

    Raises:
        HTTPException: 413, it is too large; 408, it comes too slowly; 400, it breaks off.
    """
    data = bytearray()
    try:
        async with asyncio.timeout(limits.upload_s):
            async for piece in request.stream():
                data += piece
                if len(data) > limits.picture_bytes:
                    raise _too_large(limits)
    except TimeoutError as error:
        raise HTTPException(
            408, f"The picture did not arrive within {limits.upload_s:g} s: send it smaller."
        ) from error
    except ClientDisconnect as error:
        raise HTTPException(400, "The picture broke off: send it again.") from error
    return bytes(data)


def _too_large(limits: Limits) -> HTTPException:
    return HTTPException(
        413, f"The picture has more than {limits.picture_bytes / 1e6:g} MB: scale it down."
    )

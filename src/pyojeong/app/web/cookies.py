"""Cookies: whom a browser practises as, signed, so that it outlives a restart of the server.

A cookie says who the browser is and which child it chose, and nothing else; it is no secret to the
child's own browser, and cannot be made up without the key, which lies in the store.

Browsers keep one jar for all ports of a machine. So that two houses on one machine, as the demo's
beside the real one, leave each other's cookies alone, their names tell the house.
"""

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from starlette.responses import Response

from pyojeong.app.practice import PageSettings
from pyojeong.app.web.vault import Vault

CHILD = "child"  # whom the browser practises as
DEVICE = "device"  # a browser of another machine, once it has been paired
CAREGIVER = "caregiver"  # an open door; the browser sends it to the caregiver's pages alone
CAREGIVER_PATH = "/caregiver"
SCAN = "scan"  # how the last child of this browser scans, for the pages before a child is chosen

KEY_BYTES = 32
NAME_BYTES = 16  # 128 bits of chance name a browser
FINGERPRINT = 8  # characters of 6 bits
YEAR_S = 365 * 24 * 3600  # a device stays paired, a child stays chosen


@dataclass(frozen=True)
class Browser:
    """A browser, and the child that it practises as."""

    name: str
    child: str | None = None


@dataclass(frozen=True)
class Scanning:
    """How the pages are scanned: with one switch or two, and for how many ms at each place."""

    scan: str
    scan_ms: int


SCANNING = re.compile(r"(one|two)\.([0-9]{3,5})")


class Signer:
    """Signs with a key that is made at the first start and kept in the store."""

    SETTING = "cookie_key"

    def __init__(self, vault: Vault) -> None:
        if vault.setting(self.SETTING) is None:
            vault.keep_setting(self.SETTING, secrets.token_hex(KEY_BYTES))
        self._key = bytes.fromhex(vault.setting(self.SETTING) or "")
        self._house = self.token("house")[:FINGERPRINT]

    def cookie(self, kind: str) -> str:
        """Return what a cookie of this house is called."""
        return f"pyojeong-{self._house}-{kind}"

    def sign(self, purpose: str, *parts: str) -> str:
        """Return parts and signature in one text that a cookie takes."""
        held = [_pack(part) for part in parts]
        return ".".join([*held, self.token(purpose, *parts)])

    def read(self, purpose: str, text: str) -> tuple[str, ...] | None:
        """Return the parts of what was signed for that purpose; None: it was not, or not by us."""
        *held, _signature = text.split(".")
        try:
            parts = tuple(_unpack(part) for part in held)
        except (binascii.Error, ValueError):
            return None
        whole = self.sign(purpose, *parts)
        return parts if hmac.compare_digest(whole.encode(), text.encode()) else None

    def token(self, purpose: str, *parts: str) -> str:
        """Return what nobody without the key can work out."""
        said = "\0".join([purpose, *(_pack(part) for part in parts)])
        return _text(hmac.digest(self._key, said.encode(), sha256))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _pack(part: str) -> str:
    return _text(part.encode())


def _unpack(part: str) -> str:
    padded = part + "=" * (-len(part) % 4)
    return base64.b64decode(padded.encode(), b"-_", validate=True).decode()


def read_browser(signer: Signer, cookie: str | None) -> Browser | None:
    """Return the browser that a cookie names; None: there is none, or it is not ours."""
    parts = signer.read(CHILD, cookie) if cookie else None
    return Browser(parts[0], parts[1] or None) if parts and len(parts) == 2 else None


def new_browser() -> Browser:
    """Return a browser that was never seen."""
    return Browser(secrets.token_urlsafe(NAME_BYTES))


def set_browser(response: Response, signer: Signer, browser: Browser) -> None:
    """Give the browser its cookie."""
    text = signer.sign(CHILD, browser.name, browser.child or "")
    _set(response, signer.cookie(CHILD), text, "/", YEAR_S)


def set_device(response: Response, signer: Signer, epoch: str) -> None:
    """Let the browser know that it is paired, as long as devices of that epoch are known."""
    text = signer.sign(DEVICE, secrets.token_urlsafe(NAME_BYTES), epoch)
    _set(response, signer.cookie(DEVICE), text, "/", YEAR_S)


def set_caregiver(response: Response, signer: Signer, name: str) -> None:
    """Give the browser the key to the caregiver's pages, until it is closed."""
    _set(response, signer.cookie(CAREGIVER), name, CAREGIVER_PATH, None)


def drop_caregiver(response: Response, signer: Signer) -> None:
    """Take the key back."""
    _set(response, signer.cookie(CAREGIVER), "", CAREGIVER_PATH, 0)


def set_scanning(response: Response, signer: Signer, page: PageSettings) -> None:
    """Let the browser scan the pages before a child is chosen as this child's page is scanned."""
    text = "" if page.scan == "off" else f"{page.scan}.{page.scan_ms}"
    _set(response, signer.cookie(SCAN), text, "/", YEAR_S if text else 0)


def read_scanning(signer: Signer, jar: Mapping[str, str]) -> Scanning | None:
    """Return how the pages are scanned; None: they are not."""
    found = SCANNING.fullmatch(jar.get(signer.cookie(SCAN), ""))
    return Scanning(found[1], int(found[2])) if found else None


# Not Secure: the server speaks HTTP, on this machine or in this house.
def _set(response: Response, name: str, value: str, path: str, seconds: int | None) -> None:
    response.set_cookie(
        name, value, max_age=seconds, path=path, httponly=True, samesite="strict", secure=False
    )

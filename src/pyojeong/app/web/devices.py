"""Devices of the house that were paired, and how all of them are forgotten."""

import secrets

from starlette.responses import Response

from pyojeong.app.web import cookies
from pyojeong.app.web.cookies import DEVICE, NAME_BYTES, Signer
from pyojeong.app.web.vault import Vault

EPOCH = "devices"  # setting: what the cookies of those that are known say; none at first


class Devices:
    """The devices that are let in. Each has a cookie that says when it was paired: in which epoch.

    Args:
        vault: where the epoch is kept.
        signer: of the cookies.
    """

    def __init__(self, vault: Vault, signer: Signer) -> None:
        self._vault = vault
        self._signer = signer

    def pair(self, response: Response) -> None:
        """Let the device know that it is paired."""
        cookies.set_device(response, self._signer, self._epoch())

    def knows(self, cookie: str) -> bool:
        """Whether a device with that cookie is paired."""
        parts = self._signer.read(DEVICE, cookie)
        return parts is not None and parts[1:] == (self._epoch(),)

    def forget(self) -> None:
        """Forget every device: each has to be paired anew."""
        self._vault.keep_setting(EPOCH, secrets.token_urlsafe(NAME_BYTES))

    def _epoch(self) -> str:
        return self._vault.setting(EPOCH) or ""

"""The house: what every page needs, handed in once."""

import re
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from pyojeong.app.care.accounts import Accounts, shown
from pyojeong.app.domain.roles import Deed
from pyojeong.app.domain.trial import Language
from pyojeong.app.practice import Enrolled, PageSettings
from pyojeong.app.web import cookies, refusals
from pyojeong.app.web.choices import LANGUAGES
from pyojeong.app.web.cookies import Browser, Signer
from pyojeong.app.web.devices import Devices
from pyojeong.app.web.needs import PracticeLike
from pyojeong.app.web.pages import Pages
from pyojeong.app.web.pairing import Pairing
from pyojeong.app.web.pin import Door
from pyojeong.app.web.refusals import RefusedError
from pyojeong.app.web.security import Visit, log_failure
from pyojeong.app.web.sessions import End, Session, Sessions
from pyojeong.app.web.vault import Vault
from pyojeong.core.errors import PyojeongError

LANGUAGE = "language"  # setting of the house


@dataclass(frozen=True)
class House:
    """Everything behind the pages. One for all requests, used from many threads."""

    practice: PracticeLike
    vault: Vault
    signer: Signer
    sessions: Sessions
    devices: Devices
    door: Door
    accounts: Accounts
    pairing: Pairing | None
    pages: Pages

    def __post_init__(self) -> None:
        self.sessions.watch(self._write_down)

    def _write_down(self, session: Session, end: End) -> None:
        """Write down that a door has closed; where that cannot be, it is closed all the same."""
        try:
            self.accounts.log_door(session.account, end)
        except PyojeongError as error:
            log_failure(error)

    def language(self, request: Request) -> Language:
        """Return the language of who has opened the door, or has chosen none: of the house."""
        visit: Visit | None = getattr(request.state, "visit", None)
        own = visit.opener.language if visit and visit.opener else None
        return own or self.common_language(request)

    def common_language(self, request: Request) -> Language:
        """Return the language of the house; before one was chosen, the browser's."""
        chosen = self.vault.setting(LANGUAGE)
        return language_of(chosen) or accepted(request.headers.get("accept-language", ""))

    def language_or_default(self, request: Request) -> Language:
        """Return the language of a page; the browser's, where the store cannot tell it."""
        try:
            return self.language(request)
        except PyojeongError:
            return accepted(request.headers.get("accept-language", ""))

    def keep_language(self, visit: Visit) -> Language:
        """Keep the language that a form names as that of the house, and return it."""
        language = language_of(visit.form.get("language"))
        if language is None:
            raise RefusedError(422, refusals.ODD)
        self.vault.keep_setting(LANGUAGE, language)
        return language

    def known(self, visit: Visit, key: str) -> Enrolled:
        """Return a child as who asks may see it: a researcher sees a code, and no picture."""
        return shown(visit.account, self.practice.child(key))

    def show(
        self,
        visit: Visit,
        name: str,
        language: Language,
        /,
        *,
        status: int = 200,
        look: PageSettings | None = None,
        **values: object,
    ) -> Response:
        """Return a page; a browser that was never seen gets its cookie with it.

        The page can ask what who asks may do, `allows(deed)`, for the language that was chosen for
        the house, `common_language()`, and for that of who asks: either may be none.
        """

        def allows(deed: Deed) -> bool:
            return visit.opener is not None and visit.opener.may(deed)

        page = self.pages.page(
            name,
            language,
            status,
            csrf=visit.token,
            look=look,
            scanning=visit.scanning,
            allows=allows,
            own_language=visit.opener and visit.opener.language,
            common_language=lambda: language_of(self.vault.setting(LANGUAGE)),
            **values,
        )
        if visit.fresh:
            cookies.set_browser(page, self.signer, visit.browser)
        return page

    def send_as(self, visit: Visit, child: str | None, path: str) -> Response:
        """Send the browser to a page, as that child from now on."""
        response = go(path)
        cookies.set_browser(response, self.signer, Browser(visit.browser.name, child))
        return response


def go(path: str) -> Response:
    """Send the browser to another of our pages, which it then asks for with GET."""
    return RedirectResponse(path, 303)


def language_of(text: str | None) -> Language | None:
    """Return the language that a text names; None: none of ours."""
    return next((one for one in LANGUAGES if one == text), None)


def accepted(header: str) -> Language:
    """Return the first of our languages that a browser asks for (Accept-Language), or English."""
    found = (language_of(tag.lower()) for tag in re.findall(r"(?:^|,)\s*([A-Za-z]+)", header))
    return next((one for one in found if one), "en")

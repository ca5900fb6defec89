"""The frame of a child's pages: its name, and the way to its other pages."""

from typing import Any

from fastapi import Request
from starlette.responses import Response

from pyojeong.app.care.accounts import Account
from pyojeong.app.domain.roles import Deed
from pyojeong.app.web.house import House
from pyojeong.app.web.security import Visit
from pyojeong.core.i18n import mark

# In order: name of the tab, the end of its path, its words, and the deed that it is.
TABS: tuple[tuple[str, str, str, Deed], ...] = (
    ("home", "", mark("Overview"), "see"),
    ("plan", "/plan", mark("Plan"), "plan"),
    ("progress", "/progress", mark("Progress"), "see"),
    ("sessions", "/sessions", mark("Sessions"), "see"),
    ("probes", "/probes", mark("Probes"), "observe"),
    ("missions", "/missions", mark("Missions"), "observe"),
    ("signals", "/signals", mark("My signals"), "passport"),
    ("reports", "/reports", mark("Reports"), "report"),
    ("data", "/data", mark("Data"), "export"),
    ("log", "/log", mark("Log"), "report"),
)


def tabs_for(account: Account) -> list[tuple[str, str, str]]:
    """Return the tabs of what an account may do: name, the end of the path, words."""
    return [(name, end, text) for name, end, text, deed in TABS if account.may(deed)]


def show(
    house: House,
    request: Request,
    visit: Visit,
    template: str,
    key: str,
    tab: str,
    *,
    status: int = 200,
    **values: Any,
) -> Response:
    """Return a page about a child: by name and picture, or for a researcher by its code.

    Args:
        house: what pages need.
        request: that is answered.
        visit: of who asks.
        template: in templates/care, without `.html`; it extends care/frame.html.
        key: of the child.
        tab: that the page belongs to.
        status: of HTTP.
        **values: what the template shows.
    """
    known = house.known(visit, key)
    return house.show(
        visit,
        f"care/{template}",
        house.language(request),
        status=status,
        known=known,
        name=known.child.pseudonym,
        picture=known.picture,
        tab=tab,
        tabs=tabs_for(visit.account),
        **values,
    )

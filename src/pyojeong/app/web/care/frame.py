"""The frame of a child's pages: its name, and the way to its other pages."""

from fastapi import Request
from starlette.responses import Response

from pyojeong.app.web.house import House
from pyojeong.app.web.security import Visit
from pyojeong.core.i18n import mark

# In order: name of the tab, the end of its path, its words. Roles see those they may.
TABS = (
    ("home", "", mark("Overview")),
    ("plan", "/plan", mark("Plan")),
    ("progress", "/progress", mark("Progress")),
    ("sessions", "/sessions", mark("Sessions")),
    ("probes", "/probes", mark("Probes")),
    ("missions", "/missions", mark("Missions")),
    ("signals", "/signals", mark("My signals")),
    ("reports", "/reports", mark("Reports")),
    ("data", "/data", mark("Data")),
)


def show(
    house: House,
    request: Request,
    visit: Visit,
    template: str,
    key: str,
    tab: str,
    *,
    status: int = 200,
    **values: object,
) -> Response:
    """Return a page about a child.

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
    known = house.practice.child(key)
    return house.show(
        visit,
        f"care/{template}",
        house.language(request),
        status=status,
        known=known,
        name=known.child.pseudonym,
        picture=known.picture,
        tab=tab,
        tabs=TABS,
        **values,
    )

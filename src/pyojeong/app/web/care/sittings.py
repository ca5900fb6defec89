"""Sessions of a child: a list, and a sheet of each with its receipt."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.sittings import Sittings
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.reports.sheet import WHYS
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web import refusals
from pyojeong.app.web.care.allowed import may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House
from pyojeong.app.web.numbers import number_of
from pyojeong.app.web.refusals import RefusedError
from pyojeong.app.web.security import Here
from pyojeong.core.i18n import mark

FORMS: dict[str, str] = {
    "faces": mark("Probe form: faces"),
    "eyes": mark("Probe form: eyes"),
    "strengths": mark("Probe form: strengths"),
}


def sitting_routes(house: House, sittings: Sittings) -> APIRouter:
    """Return the pages of a child's sessions.

    Args:
        house: what pages need.
        sittings: what they show.
    """
    routes = APIRouter(prefix=f"{CAREGIVER_PATH}/children/{{key}}/sessions")

    @routes.get("", dependencies=[may("see", "sessions")])
    def listed(key: str, request: Request, visit: Here) -> Response:
        """List the sessions, the newest first."""
        page = number_of(request.query_params.get("page")) or 1
        return show(
            house,
            request,
            visit,
            "sessions",
            key,
            "sessions",
            listed=sittings.listed(key, page),
            whys=WHYS,
            forms=FORMS,
            say=Wording(house.language(request)),
        )

    @routes.get("/{number}", dependencies=[may("see", "session")])
    def sheet(key: str, number: str, request: Request, visit: Here) -> Response:
        """Show one session."""
        asked_for = number_of(number)
        sheet = None if asked_for is None else sittings.sheet(key, asked_for)
        if sheet is None:
            back = f"{CAREGIVER_PATH}/children/{key}/sessions"
            raise RefusedError(404, refusals.GONE, back)
        return show(
            house,
            request,
            visit,
            "session",
            key,
            "sessions",
            sheet=sheet,
            server=sittings.server,
            whys=WHYS,
            forms=FORMS,
            feelings=FEELINGS,
            say=Wording(house.language(request)),
        )

    return routes

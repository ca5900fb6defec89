"""The page of reports: which, in which language, of what time; to look at, or as PDF."""

from collections.abc import Mapping
from typing import Literal, get_args

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from pyojeong.app.care.reports import Asked, Reports
from pyojeong.app.domain.trial import Language
from pyojeong.app.reports.head import PERIOD_WORDS, PERIODS
from pyojeong.app.reports.paper import style
from pyojeong.app.reports.pdf import pdf
from pyojeong.app.reports.refusal import PdfError
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web.care.allowed import anyone, may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.choices import LANGUAGES
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House, language_of
from pyojeong.app.web.numbers import number_of
from pyojeong.app.web.refusals import ODD, RefusedError
from pyojeong.app.web.security import Here, Visit
from pyojeong.core.i18n import mark

PATH = "/children/{key}/reports"
STYLE = "/report.css"

Kind = Literal["therapist", "parent", "sheet"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Kind: its name, and what it is.
OFFERED: dict[Kind, tuple[str, str]] = {
    "therapist": (
        mark("Progress report"),
        mark("For therapists: at most five pages, with graphs, statistics and methods."),
    ),
    "parent": (
        mark("How it is going"),
        mark("For parents: one page with a strength, a next step, and something to do at home."),
    ),
    "sheet": (mark("Session sheet"), mark("One session, to be filed.")),
}


def reports_routes(house: House, part: Reports) -> APIRouter:
    """Return the page of reports, and the reports.

    Args:
        house: what pages need.
        part: makes them.
    """
    routes = APIRouter(prefix=CAREGIVER_PATH)

    def page(
        key: str, request: Request, visit: Visit, *, status: int = 200, fault: str | None = None
    ) -> Response:
        language = house.language(request)
        words, given = Wording(language), request.query_params
        sessions = [(one.number, words.at(one.started)) for one in part.sessions(key)]
        return show(
            house,
            request,
            visit,
            "reports",
            key,
            "reports",
            status=status,
            fault=fault,
            offered=OFFERED,
            languages=LANGUAGES,
            chosen=language_of(given.get("language")) or language,
            periods={one: PERIOD_WORDS[one] for one in PERIODS},
            period=given.get("period", PERIODS[0]),
            sessions=sessions,
            session=given.get("session", ""),
            coded=given.get("shown") == "code",
        )

    def html(key: str, kind: Kind, request: Request, *, printing: bool) -> str:
        given = request.query_params
        asked = asked_of(given, house.language(request), _links(key, kind, request), printing)
        match kind:
            case "therapist":
                return part.therapist(key, asked)
            case "parent":
                return part.parent(key, asked)
            case "sheet":
                return part.sheet(key, asked, session_of(given))

    @routes.get(PATH, dependencies=[may("report", "reports")])
    def choose(key: str, request: Request, visit: Here) -> Response:
        """Ask which report, in which language, of what time."""
        return page(key, request, visit)

    @routes.get(STYLE, dependencies=[anyone()])
    def look() -> Response:
        """Return how reports look."""
        return Response(style(), media_type="text/css")

    def add(kind: Kind) -> None:
        """Add the two routes of a report."""

        @routes.get(f"{PATH}/{kind}", dependencies=[may("report", kind)])
        def shown(key: str, request: Request) -> Response:
            """Return a report as a page."""
            return HTMLResponse(html(key, kind, request, printing=False))

        @routes.get(f"{PATH}/{kind}.pdf", dependencies=[may("report", f"{kind} as PDF")])
        def printed(key: str, request: Request, visit: Here) -> Response:
            """Return a report as PDF; where there can be none, the page that says why."""
            try:
                made = pdf(html(key, kind, request, printing=True), part.folder)
            except PdfError as error:
                return page(key, request, visit, status=503, fault=str(error))
            # Its name tells nothing of the child: it will lie among downloads.
            name = f"pyojeong-{kind}-{part.today():%Y-%m-%d}.pdf"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return Response(made, media_type="application/pdf", headers=headers)

    for kind in KINDS:
        add(kind)
    return routes


def asked_of(
    given: Mapping[str, str], language: Language, links: tuple[str, str], printing: bool
) -> Asked:
    """Return what a query asks for: nothing said is everything so far, in the house's language.

    Raises:
        RefusedError: the period or the language is none of ours.
    """
    period = next((one for one in PERIODS if one == given.get("period", PERIODS[0])), None)
    wanted = language_of(given["language"]) if "language" in given else language
    if period is None or wanted is None:
        raise RefusedError(422, ODD, CAREGIVER_PATH)
    return Asked(wanted, period, given.get("shown") == "code", None if printing else links)


def session_of(given: Mapping[str, str]) -> int | None:
    """Return the session that a query names; None: none, which is the last.

    Raises:
        RefusedError: it is no number.
    """
    text = given.get("session", "")
    if not text:
        return None
    number = number_of(text)
    if number is None:
        raise RefusedError(422, ODD, CAREGIVER_PATH)
    return number


def _links(key: str, kind: Kind, request: Request) -> tuple[str, str]:
    """Return where a report's page leads: back, and to the same as PDF."""
    back = f"{CAREGIVER_PATH}{PATH.format(key=key)}"
    query = request.url.query
    return back, f"{back}/{kind}.pdf{'?' if query else ''}{query}"

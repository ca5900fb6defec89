"""Home: each child at a glance, and a child's own page."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.home import Home
from pyojeong.app.care.standing import STATES
from pyojeong.app.care.week import MARKS
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.figures.planning import WEEKDAYS
from pyojeong.app.figures.words import STEPS
from pyojeong.app.reports.sheet import WHYS
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web import consent
from pyojeong.app.web.care.allowed import may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.choices import LANGUAGES
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House
from pyojeong.app.web.security import Here

WORDS = {
    "feelings": FEELINGS,
    "states": STATES,
    "marks": MARKS,
    "weekdays": WEEKDAYS,
    "whys": WHYS,
    "steps": STEPS,
}


def home_routes(house: House, home: Home) -> APIRouter:
    """Return the caregiver's home, and the first page of each child.

    Args:
        house: what pages need.
        home: what they show.
    """
    routes = APIRouter(prefix=CAREGIVER_PATH)

    @routes.get("", dependencies=[may("see", "children")])
    def children(request: Request, visit: Here) -> Response:
        """Show each child that was given to who asks, at a glance."""
        known, language = house.accounts.children_of(visit.account), house.language(request)
        asked = [one for one in known if not consent.is_current(one.child.consent)]
        return house.show(
            visit,
            "care/children",
            language,
            cards=home.cards(known),
            asked=asked,
            languages=LANGUAGES,
            **WORDS,
        )

    @routes.get("/children/{key}", dependencies=[may("see", "home")])
    def overview(key: str, request: Request, visit: Here) -> Response:
        """Show where a child stands."""
        seen = home.overview(key)
        return show(
            house,
            request,
            visit,
            "home",
            key,
            "home",
            seen=seen,
            asked=not consent.is_current(seen.card.known.child.consent),
            say=Wording(house.language(request)),
            zone=home.zone,
            **WORDS,
        )

    return routes

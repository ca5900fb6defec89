"""The page of missions: cards to print and to take along, and how they went."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.missions import Missions, face_of
from pyojeong.app.domain.missions import Mission, missions
from pyojeong.app.domain.signals import FEELINGS as ASKED
from pyojeong.app.evidence.observed import RESULTS
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web.care import life_words as words
from pyojeong.app.web.care.allowed import may
from pyojeong.app.web.care.drawn import drawn
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House, go
from pyojeong.app.web.refusals import ODD, RefusedError
from pyojeong.app.web.security import Here
from pyojeong.core.i18n import mark

PATH = "/children/{key}/missions"
SHEET = 4  # cards on a page of A4
NOW, ALL = "now", "all"
WHICH = {NOW: mark("For now"), ALL: mark("All feelings")}


def mission_routes(house: House, part: Missions) -> APIRouter:
    """Return the page of missions, and what is told there.

    Args:
        house: what pages need.
        part: what they show.
    """
    routes = APIRouter(prefix=CAREGIVER_PATH)

    @routes.get(PATH, dependencies=[may("observe", "missions")])
    def cards(key: str, request: Request, visit: Here, feeling: str = NOW) -> Response:
        """Show the cards that are for now, of one feeling, or all."""
        language = house.language(request)
        say = Wording(language)
        offer = part.offer(key)
        chosen = feeling if feeling in (ALL, *ASKED) else NOW
        listed = _of(offer.now if chosen == NOW else ASKED if chosen == ALL else (chosen,))
        return show(
            house,
            request,
            visit,
            "missions",
            key,
            "missions",
            sheets=[listed[start : start + SHEET] for start in range(0, len(listed), SHEET)],
            faces={one.name: drawn(face_of(one), language) for one in listed},
            went=part.went(key),
            waiting=offer.waiting,
            waiting_words=", ".join(say.feeling(one) for one in offer.waiting),
            chosen=chosen,
            which=WHICH,
            asked=ASKED,
            words=words,
            feelings=FEELINGS,
            say=say,
        )

    @routes.post(PATH, dependencies=[may("observe", "mission")])
    def record(key: str, visit: Here) -> Response:
        """Record how a mission went."""
        mission = missions().get(visit.form.get("mission", ""))
        result = next((one for one in RESULTS if one == visit.form.get("result")), None)
        if mission is None or result is None:
            raise RefusedError(422, ODD, CAREGIVER_PATH)
        part.record(key, mission.name, result)
        shown = visit.form.get("shown")
        back = shown if shown in (ALL, *ASKED) else NOW
        return go(f"{CAREGIVER_PATH}{PATH.format(key=key)}?feeling={back}#{mission.name}")

    return routes


def _of(feelings: tuple[str, ...]) -> list[Mission]:
    """Return the missions of some feelings, in the order of the feelings."""
    return [one for feeling in feelings for one in missions().values() if one.feeling == feeling]

"""First run: the language of the house, then the caregiver's PIN; the first child comes after."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from pyojeong.app.web.choices import LANGUAGES
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.doors import PIN_FAULTS, opened
from pyojeong.app.web.house import House, go
from pyojeong.app.web.pin import fault_of
from pyojeong.app.web.refusals import ElsewhereError
from pyojeong.app.web.security import Here


def first_run_routes(house: House) -> APIRouter:
    """Return the pages that are there until the first PIN is set."""

    def before_pin() -> None:
        if house.door.has_lock:
            raise ElsewhereError("/")

    routes = APIRouter(prefix="/first-run", dependencies=[Depends(before_pin)])

    @routes.get("")
    def choose_language(request: Request, visit: Here) -> Response:
        """Ask for the language of the house."""
        language = house.language(request)
        return house.show(visit, "first_language", language, languages=LANGUAGES)

    @routes.post("/language")
    def take_language(visit: Here) -> Response:
        """Keep the language of the house."""
        house.keep_language(visit)
        return go("/first-run/pin")

    @routes.get("/pin")
    def choose_pin(request: Request, visit: Here) -> Response:
        """Ask for the PIN, twice."""
        return house.show(visit, "first_pin", house.language(request), fault=None)

    @routes.post("/pin")
    def take_pin(request: Request, visit: Here) -> Response:
        """Keep the first PIN, and open the door."""
        pin = visit.form.get("pin", "")
        fault = fault_of(pin, visit.form.get("again", ""))
        if fault:
            language, said = house.language(request), PIN_FAULTS[fault]
            return house.show(visit, "first_pin", language, status=422, fault=said)
        keeper = house.door.set_first_pin(pin)
        if keeper is None:  # another window was faster
            return go("/")
        return opened(house, visit, keeper, f"{CAREGIVER_PATH}/children/new")

    return routes

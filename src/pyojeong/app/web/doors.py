"""Doors: the PIN before the caregiver's pages, the pairing code before everything."""

import math
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from pyojeong.app.care.accounts import Account
from pyojeong.app.web import cookies, refusals
from pyojeong.app.web.care.allowed import anyone
from pyojeong.app.web.care.lines import SOMETHING, WHAT
from pyojeong.app.web.care.roles import label
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House, go
from pyojeong.app.web.numbers import number_of
from pyojeong.app.web.pin import Fault, Try, fault_of
from pyojeong.app.web.refusals import RefusedError
from pyojeong.app.web.security import UNSAVED, Here, Visit, address_of
from pyojeong.app.web.unsaved import KEPT_S
from pyojeong.core.i18n import mark

PIN_FAULTS: dict[Fault, str] = {
    "form": mark("A PIN has 4 to 12 digits; a passphrase has 8 characters or more."),
    "weak": mark("That is one of the first that anybody tries. Please choose another PIN."),
    "different": mark("The two were not the same. Please type both again."),
}
WRONG_PIN = mark("That was not the PIN. Please try again.")
WRONG_CODE = mark("That was not the code. Please look at it once more.")


def pairing_routes(house: House) -> APIRouter:
    """Return the page on which another device of the house is paired."""
    routes = APIRouter(prefix="/pair")

    @routes.get("")
    def ask_code(request: Request, visit: Here) -> Response:
        """Ask for the code that stands on the screen of this machine."""
        if house.pairing is None:
            raise RefusedError(404, refusals.GONE)
        return house.show(visit, "pair", house.language(request), fault=None, wait_s=0)

    @routes.post("")
    def take_code(request: Request, visit: Here) -> Response:
        """Pair the device."""
        if house.pairing is None:
            raise RefusedError(404, refusals.GONE)
        tried = house.pairing.open(visit.form.get("code", ""), address_of(request))
        if not tried.opened:
            return _closed(house, request, visit, "pair", tried, WRONG_CODE)
        response = go("/")
        house.devices.pair(response)
        return response

    return routes


def door_routes(house: House) -> APIRouter:
    """Return the door: PIN in, caregivers' pages open; and another PIN for who knows the old."""
    routes = APIRouter(prefix=CAREGIVER_PATH)

    def after_first_run() -> None:
        if not house.door.has_lock:
            raise refusals.ElsewhereError("/first-run")

    @routes.get("/door", dependencies=[Depends(after_first_run)])
    def ask_pin(request: Request, visit: Here) -> Response:
        """Ask for the PIN."""
        if visit.caregiver:
            return go(CAREGIVER_PATH)
        wait_s, asked = math.ceil(house.door.wait_s()), before(request, visit)
        language = house.language(request)
        return house.show(visit, "door", language, fault=None, wait_s=wait_s, **asked)

    @routes.post("/door", dependencies=[Depends(after_first_run)])
    def try_pin(request: Request, visit: Here) -> Response:
        """Open the door to who knows the PIN."""
        tried = house.door.open(visit.form.get("pin", ""), number_of(visit.form.get("who")))
        if tried.account:
            kept = house.sessions.unsaved.of(visit.browser.name, tried.account.id)
            return opened(house, visit, tried.account, UNSAVED if kept else CAREGIVER_PATH)
        asked = before(request, visit)
        return _closed(house, request, visit, "door", tried, WRONG_PIN, **asked)

    def before(request: Request, visit: Visit) -> dict[str, Any]:
        """Return what the door shows beside its form: who there is, and whether a form waits."""
        language = house.language(request)
        people = [(one.id, label(one, language)) for one in house.door.people()]
        kept = house.sessions.unsaved.of(visit.browser.name)
        who = number_of(visit.form.get("who")) or (kept and kept.account)
        return {"people": people, "who": who, "kept_min": KEPT_S // 60 if kept else 0}

    @routes.get("/unsaved", dependencies=[anyone()])
    def offer_unsaved(request: Request, visit: Here) -> Response:
        """Show that something was not saved yet, and offer to save it."""
        kept = house.sessions.unsaved.of(visit.browser.name, visit.account.id)
        if kept is None:
            return go(CAREGIVER_PATH)
        what = WHAT.get(kept.about, SOMETHING)
        return house.show(visit, "unsaved", house.language(request), kept=kept, what=what)

    @routes.post("/unsaved/forget", dependencies=[anyone()])
    def forget_unsaved(visit: Here) -> Response:
        """Forget what was not saved."""
        house.sessions.unsaved.forget(visit.browser.name)
        return go(CAREGIVER_PATH)

    @routes.post("/leave", dependencies=[anyone()])
    def leave(visit: Here) -> Response:
        """Close the door."""
        house.sessions.close(visit.caregiver)
        response = go("/")
        cookies.drop_caregiver(response, house.signer)
        return response

    @routes.get("/pin", dependencies=[anyone()])
    def ask_new_pin(request: Request, visit: Here) -> Response:
        """Ask for another PIN."""
        return house.show(visit, "pin", house.language(request), fault=None, wait_s=0)

    @routes.post("/pin", dependencies=[anyone("pin")])
    def change_pin(request: Request, visit: Here) -> Response:
        """Change one's own PIN, and close every door of one's own but this one."""
        form, account = visit.form, visit.account
        fault = fault_of(form.get("pin", ""), form.get("again", ""))
        if fault:
            language, said = house.language(request), PIN_FAULTS[fault]
            return house.show(visit, "pin", language, status=422, fault=said, wait_s=0)
        tried = house.door.open(form.get("old", ""), account.id)
        if not tried.opened:
            return _closed(house, request, visit, "pin", tried, WRONG_PIN)
        house.door.set_pin(account.id, form.get("pin", ""))
        house.sessions.close_of(account.id)
        return opened(house, visit, account, CAREGIVER_PATH)

    return routes


def opened(house: House, visit: Visit, account: Account, path: str) -> Response:
    """Send the browser to a page behind the door, with a session of its own."""
    house.accounts.log_door(account.id, "opened")
    response = go(path)
    session = house.sessions.open(visit.browser.name, account.id)
    cookies.set_caregiver(response, house.signer, session.name)
    return response


def _closed(
    house: House,
    request: Request,
    visit: Visit,
    page: str,
    tried: Try,
    wrong: str,
    **values: Any,
) -> Response:
    """Say that it was wrong, or how long to wait."""
    wait_s = math.ceil(tried.wait_s)
    status, fault = (429, None) if wait_s else (403, wrong)
    language = house.language(request)
    said = house.show(visit, page, language, status=status, fault=fault, wait_s=wait_s, **values)
    if wait_s:
        said.headers["Retry-After"] = str(wait_s)
    return said

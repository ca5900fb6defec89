"""The caregiver's pages behind the door: adding, consent, and the house."""

from collections.abc import Callable, Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.domain.child import LONGEST
from pyojeong.app.domain.trial import Language
from pyojeong.app.practice import Enrolled
from pyojeong.app.web import consent
from pyojeong.app.web.care.allowed import anyone, concerns, detail, may
from pyojeong.app.web.choices import AGES, LANGUAGES, PICTURES
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.forms import CHILD_FAULTS, read_child, read_consent
from pyojeong.app.web.house import House, go, language_of
from pyojeong.app.web.security import Here, Visit


def caregiver_routes(house: House, clock: Callable[[], datetime]) -> APIRouter:
    """Return the pages; the guard has seen that the door is open.

    Args:
        house: what they show.
        clock: the time, with its zone.
    """
    practice = house.practice
    routes = APIRouter(prefix=CAREGIVER_PATH)

    @routes.post("/devices/forget", dependencies=[may("house", "devices")])
    def forget_devices() -> Response:
        """Forget every paired device."""
        house.devices.forget()
        return go(CAREGIVER_PATH)

    @routes.post("/language/own", dependencies=[anyone("language")])
    def choose_language(request: Request, visit: Here) -> Response:
        """Choose the language of one's own pages: one of ours, or whatever the house's is."""
        chosen = language_of(visit.form.get("language"))
        house.accounts.set_language(visit.account.id, chosen)
        detail(request, chosen or "house")
        return go(CAREGIVER_PATH)

    @routes.post("/language", dependencies=[may("house", "language")])
    def change_language(request: Request, visit: Here) -> Response:
        """Change the language of the house."""
        detail(request, house.keep_language(visit))
        return go(CAREGIVER_PATH)

    @routes.get("/children/new", dependencies=[may("keep", "new")])
    def ask_child(request: Request, visit: Here) -> Response:
        """Ask who will practise, and for the guardian's consent."""
        language = house.language(request)
        return _child_form(house, visit, language, {"language": language})

    @routes.post("/children", dependencies=[may("keep", "new")])
    def add_child(request: Request, visit: Here) -> Response:
        """Add a child with the guardian's consent, for who adds it to see; or nothing."""
        read = read_child(visit.form, clock())
        new = read.child
        if new is None:
            return _child_form(house, visit, house.language(request), visit.form, read.faults)
        added = practice.add_child(
            new.pseudonym,
            picture=new.picture,
            age=new.age,
            language=new.language,
            consent=new.consent,
        )
        house.accounts.give(added.child.key, visit.account.id)
        concerns(request, added.child.key)
        return go(f"{CAREGIVER_PATH}/ready")

    @routes.get("/ready", dependencies=[anyone()])
    def ready(request: Request, visit: Here) -> Response:
        """Say that practice may begin."""
        return house.show(visit, "ready", house.language(request))

    @routes.get("/children/{key}/consent", dependencies=[may("keep", "consent")])
    def ask_consent(key: str, request: Request, visit: Here) -> Response:
        """Ask for consent to the words as they are now."""
        return _consent_form(house, visit, house.language(request), house.known(visit, key))

    @routes.post("/children/{key}/consent", dependencies=[may("keep", "consent")])
    def take_consent(key: str, request: Request, visit: Here) -> Response:
        """Record consent."""
        known, given = house.known(visit, key), read_consent(visit.form, clock())
        if given is None:
            faults = {"consent": CHILD_FAULTS["consent"]}
            return _consent_form(house, visit, house.language(request), known, faults)
        practice.consent(key, given)
        return go(CAREGIVER_PATH)

    return routes


def _child_form(
    house: House,
    visit: Visit,
    language: Language,
    given: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
) -> Response:
    fields = ("pseudonym", "picture", "age", "language", "given_by")
    return house.show(
        visit,
        "child_new",
        language,
        status=422 if faults else 200,
        given={name: given.get(name, "")[:LONGEST] for name in fields},
        faults=faults or {},
        longest=LONGEST,
        pictures=PICTURES,
        ages=AGES,
        languages=LANGUAGES,
        consent=consent,
    )


def _consent_form(
    house: House,
    visit: Visit,
    language: Language,
    known: Enrolled,
    faults: Mapping[str, str] | None = None,
) -> Response:
    return house.show(
        visit,
        "consent",
        language,
        status=422 if faults else 200,
        known=known,
        given={"given_by": visit.form.get("given_by", "")},
        faults=faults or {},
        consent=consent,
    )

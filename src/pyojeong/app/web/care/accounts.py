"""Caregivers: who there is, in which role, and which children each sees. For the keeper alone."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.accounts import Account
from pyojeong.app.domain.child import LONGEST
from pyojeong.app.domain.roles import ROLES, Role
from pyojeong.app.domain.trial import Language
from pyojeong.app.web import refusals
from pyojeong.app.web.care.allowed import may, quietly
from pyojeong.app.web.care.roles import ROLE_MEANS, ROLE_NAMES, label
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.doors import PIN_FAULTS
from pyojeong.app.web.house import House, go
from pyojeong.app.web.numbers import number_of
from pyojeong.app.web.pin import fault_of
from pyojeong.app.web.refusals import RefusedError
from pyojeong.app.web.security import Here, Visit
from pyojeong.core.errors import AccountError
from pyojeong.core.i18n import mark

PEOPLE = f"{CAREGIVER_PATH}/people"
NO_ROLE = mark("Please choose a role.")


def accounts_routes(house: House) -> APIRouter:
    """Return the pages. What they change is written down with the change, in one transaction."""
    accounts = house.accounts
    routes = APIRouter(prefix=PEOPLE)

    @routes.get("", dependencies=[may("people", "people")])
    def people(request: Request, visit: Here) -> Response:
        """List who looks after children here."""
        language, unseen = house.language(request), accounts.unseen()
        alone = [one for one in accounts.children(visit.account) if one.child.key in unseen]
        there = [(one, label(one, language)) for one in accounts.everybody()]
        return house.show(
            visit, "care/accounts", language, people=there, roles=ROLE_NAMES, alone=alone
        )

    @routes.get("/new", dependencies=[may("people", "people")])
    def ask(request: Request, visit: Here) -> Response:
        """Ask who is added."""
        return _new(house, visit, house.language(request), {"role": "therapist"})

    @routes.post("", dependencies=[quietly("people")])
    def add(request: Request, visit: Here) -> Response:
        """Add somebody, who sees no child until one is given."""
        form = visit.form
        keeper, name = form.get("keeper") == "yes", form.get("name", "")
        try:
            role, pin = _role(form), _pin(form)
            made = house.door.add(name, role, pin, keeper=keeper, by=visit.account)
        except AccountError as error:
            return _new(house, visit, house.language(request), form, str(error))
        return go(f"{PEOPLE}/{made.id}")

    @routes.get("/{who}", dependencies=[may("people", "people")])
    def look(who: str, request: Request, visit: Here) -> Response:
        """Show somebody's role, children and PIN."""
        return _person(house, visit, house.language(request), _found(house, who))

    @routes.post("/{who}", dependencies=[quietly("people")])
    def change(who: str, request: Request, visit: Here) -> Response:
        """Change name and role."""
        form, known = visit.form, _found(house, who)

        def do() -> None:
            keeper, name = form.get("keeper") == "yes", form.get("name", "")
            accounts.change(known.id, name, _role(form), keeper=keeper, by=visit.account)

        return _do(house, request, visit, known, do)

    @routes.post("/{who}/children", dependencies=[quietly("people")])
    def give(who: str, request: Request, visit: Here) -> Response:
        """Give the children that are ticked, and take those that were given and no longer are."""
        known, children = _found(house, who), visit.all_of("children")
        before = visit.form["before"].split() if "before" in visit.form else None
        return _do(
            house,
            request,
            visit,
            known,
            lambda: accounts.give_only(children, known.id, by=visit.account, before=before),
        )

    @routes.post("/{who}/pin", dependencies=[quietly("people")])
    def set_pin(who: str, request: Request, visit: Here) -> Response:
        """Let somebody who forgot the PIN type another; one's own is changed by who knows it."""
        form, known = visit.form, _found(house, who)
        if known.id == visit.account.id:
            return go(f"{CAREGIVER_PATH}/pin")
        return _do(
            house,
            request,
            visit,
            known,
            lambda: house.door.set_pin(known.id, _pin(form), by=visit.account),
        )

    @routes.get("/{who}/remove", dependencies=[may("people", "people")])
    def ask_remove(who: str, request: Request, visit: Here) -> Response:
        """Ask whether somebody should be removed."""
        return _removal(house, visit, house.language(request), _found(house, who))

    @routes.post("/{who}/remove", dependencies=[quietly("people")])
    def remove(who: str, request: Request, visit: Here) -> Response:
        """Remove somebody; nothing of any child is lost."""
        known = _found(house, who)
        try:
            accounts.remove(known.id, by=visit.account)
        except AccountError as error:
            return _removal(house, visit, house.language(request), known, str(error))
        house.sessions.close_of(known.id)
        return go(PEOPLE)

    return routes


def _do(
    house: House, request: Request, visit: Visit, known: Account, change: Callable[[], None]
) -> Response:
    """Make a change, and close every door of that person but this one; or say why it cannot be."""
    try:
        change()
    except AccountError as error:
        return _person(house, visit, house.language(request), known, str(error))
    house.sessions.close_of(known.id, but=visit.caregiver)
    return go(PEOPLE)


def _found(house: House, who: str) -> Account:
    number = number_of(who)
    found = None if number is None else house.accounts.get(number)
    if found is None:
        raise RefusedError(404, refusals.GONE, PEOPLE)
    return found


def _role(form: Mapping[str, str]) -> Role:
    role = next((one for one in ROLES if one == form.get("role")), None)
    if role is None:
        raise AccountError(NO_ROLE)
    return role


def _pin(form: Mapping[str, str]) -> str:
    """Return a PIN that was typed twice, if it is one."""
    pin = form.get("pin", "")
    wrong = fault_of(pin, form.get("again", ""))
    if wrong:
        raise AccountError(PIN_FAULTS[wrong])
    return pin


def _new(
    house: House,
    visit: Visit,
    language: Language,
    given: Mapping[str, str],
    fault: str | None = None,
) -> Response:
    return house.show(
        visit,
        "care/accounts_new",
        language,
        status=422 if fault else 200,
        given={name: given.get(name, "")[:LONGEST] for name in ("name", "role", "keeper")},
        roles=ROLE_NAMES,
        means=ROLE_MEANS,
        longest=LONGEST,
        fault=fault,
    )


def _person(
    house: House, visit: Visit, language: Language, known: Account, fault: str | None = None
) -> Response:
    return house.show(
        visit,
        "care/accounts_one",
        language,
        status=422 if fault else 200,
        known=known,
        called=label(known, language),
        own=known.id == visit.account.id,
        children=house.accounts.children(visit.account),
        roles=ROLE_NAMES,
        means=ROLE_MEANS,
        longest=LONGEST,
        fault=fault,
    )


def _removal(
    house: House, visit: Visit, language: Language, known: Account, fault: str | None = None
) -> Response:
    alone = house.accounts.alone_with(known.id)
    return house.show(
        visit,
        "care/accounts_remove",
        language,
        status=422 if fault else 200,
        known=known,
        called=label(known, language),
        alone=[one for one in house.accounts.children(visit.account) if one.child.key in alone],
        last=not any(one.keeper for one in house.accounts.everybody() if one.id != known.id),
        fault=fault,
    )

"""Details: a child's name, picture and age band, where they were typed wrong."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from pyojeong.app.domain.child import LONGEST, AgeBand, Pseudonym
from pyojeong.app.practice import Enrolled
from pyojeong.app.practice.page import Picture
from pyojeong.app.web.care.allowed import detail, differing, may, unchanged
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.choices import AGES, PICTURES
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.forms import CHILD_FAULTS
from pyojeong.app.web.house import House, go
from pyojeong.app.web.security import Here, Visit
from pyojeong.core.settings import Settings


class Details(Settings):
    """What can be corrected of a child."""

    pseudonym: Pseudonym
    picture: Picture
    age: AgeBand


def details_routes(house: House) -> APIRouter:
    """Return the page on which a child's name, picture and age band are corrected.

    Args:
        house: what pages need.
    """
    routes = APIRouter(prefix=f"{CAREGIVER_PATH}/children/{{key}}/details")

    @routes.get("", dependencies=[may("keep", "details")])
    def ask(key: str, request: Request, visit: Here) -> Response:
        """Show what a child is called, its picture and its age band."""
        given = details_of(house.practice.child(key)).model_dump()
        return page(key, request, visit, given, {})

    @routes.post("", dependencies=[may("keep", "details")])
    def correct(key: str, request: Request, visit: Here) -> Response:
        """Correct them; its key, its code and all that it did stay."""
        typed = {name: visit.form.get(name, "") for name in Details.model_fields}
        try:
            new = Details.model_validate(typed)
        except ValidationError as error:
            wrong = {one["loc"][0] for one in error.errors()}
            faults = {name: said for name, said in CHILD_FAULTS.items() if name in wrong}
            return page(key, request, visit, typed, faults)
        changed = differing(details_of(house.practice.child(key)), new)
        if changed:
            house.practice.correct_child(key, new.pseudonym, picture=new.picture, age=new.age)
            detail(request, *changed)
        else:
            unchanged(request)
        return go(f"{CAREGIVER_PATH}/children/{key}")

    def page(
        key: str,
        request: Request,
        visit: Visit,
        given: Mapping[str, str],
        faults: Mapping[str, str],
    ) -> Response:
        return show(
            house,
            request,
            visit,
            "children_details",
            key,
            "details",
            status=422 if faults else 200,
            given={name: value[:LONGEST] for name, value in given.items()},
            faults=faults,
            longest=LONGEST,
            pictures=PICTURES,
            ages=AGES,
        )

    return routes


def details_of(known: Enrolled) -> Details:
    """Return what can be corrected of a child, as it is."""
    child = known.child
    return Details.model_validate(
        {"pseudonym": child.pseudonym, "picture": known.picture, "age": child.age}
    )

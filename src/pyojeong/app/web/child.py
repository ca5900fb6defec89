"""The child's area: whoever practises finds itself by its picture."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.web import cookies
from pyojeong.app.web.house import House, go
from pyojeong.app.web.security import Here, Visit
from pyojeong.app.web.words import WORDS
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.i18n import translate


def child_routes(house: House) -> APIRouter:
    """Return the pages of the child's area."""
    practice = house.practice
    routes = APIRouter()

    @routes.get("/")
    def home(request: Request, visit: Here) -> Response:
        """Show first run, the child's area, or the child's home."""
        if not house.door.has_lock:
            return go("/first-run")
        house.sessions.close_in(visit.browser.name)
        if visit.browser.child is None:
            return area(request, visit)
        try:
            known = practice.child(visit.browser.child)
        except UnknownChildError:
            return area(request, visit)
        page = practice.settings(known.child.key)
        return house.show(visit, "home", page.language, look=page, known=known)

    def area(request: Request, visit: Visit) -> Response:
        children = practice.children()
        return house.show(visit, "area", house.language(request), children=children)

    @routes.post("/children/{key}/enter")
    def enter(key: str, visit: Here) -> Response:
        """Let a child in, and close the caregiver's door behind whoever left it open."""
        page = practice.settings(key)
        house.sessions.close_in(visit.browser.name)
        response = house.send_as(visit, key, "/")
        cookies.set_scanning(response, house.signer, page)
        return response

    @routes.post("/leave")
    def leave(visit: Here) -> Response:
        """Go back to the child's area: it is somebody else's turn."""
        return house.send_as(visit, None, "/")

    @routes.get("/practice")
    def practise(visit: Here) -> Response:
        """Show the page on which the child practises."""
        house.sessions.close_in(visit.browser.name)
        key = visit.browser.child
        if key is None:
            return go("/")
        page = practice.settings(key)
        return house.show(
            visit,
            "practice",
            page.language,
            look=page,
            settings=page.model_dump(),
            words={key: translate(text, page.language) for key, text in WORDS.items()},
        )

    return routes

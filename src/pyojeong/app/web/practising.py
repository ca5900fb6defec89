"""What the script of the child's page asks for, in JSON; stored before it is answered."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter
from pydantic import BaseModel, Field, ValidationError
from starlette.responses import JSONResponse

from pyojeong.app.domain.trial import Language
from pyojeong.app.practice import (
    Answered,
    PageSettings,
    Paused,
    Pending,
    Ready,
    Resting,
    StaleError,
    State,
)
from pyojeong.app.web import cookies, refusals
from pyojeong.app.web.house import House
from pyojeong.app.web.refusals import RefusedError
from pyojeong.app.web.security import Here, Visit
from pyojeong.app.web.views import Json, Strip, said_view, trial_view
from pyojeong.core.errors import SettingsError
from pyojeong.core.i18n import mark, translate
from pyojeong.core.settings import Settings

PROBED = mark("Thank you.")  # after a probe: the same words for every response
RESTS = {
    "done": mark("All done for today. Well done."),
    "time": mark("That was a lot for today. Let us stop here."),
    "tired": mark("Time for a rest. Let us stop here for today."),
    "stopped": mark("You stopped for today. That is fine."),
}

FARTHEST = 1_000_000_000  # of a number of a trial; beyond it SQLite would not count


class Helped(Settings):
    """The trial whose answer the page has pointed at."""

    number: int = Field(ge=0, le=FARTHEST)
    session: int = Field(ge=0, le=FARTHEST)


class Response(Settings):
    """A response, as the page tells it: what `Practice.answer` takes."""

    number: int = Field(ge=0, le=FARTHEST)
    session: int | None = Field(None, ge=0, le=FARTHEST)
    place: int = Field(ge=0, le=100)
    prompted: bool
    reaction_ms: int = Field(ge=0, le=FARTHEST)
    attempt: int = Field(0, ge=0, le=FARTHEST)


def practice_routes(house: House) -> APIRouter:
    """Return what the script of the page asks for."""
    practice = house.practice
    routes = APIRouter(prefix="/api")

    @routes.get("/practice")
    def state(visit: Here) -> JSONResponse:
        """Tell where practice stands."""
        return told(visit, practice.state)

    @routes.post("/practice/start")
    def start(visit: Here) -> JSONResponse:
        """Begin a session, or go on with today's."""
        return told(visit, practice.start)

    @routes.post("/practice/break")
    def pause(visit: Here) -> JSONResponse:
        """Begin a break."""
        return told(visit, practice.pause)

    @routes.post("/practice/resume")
    def resume(visit: Here) -> JSONResponse:
        """End the break."""
        return told(visit, practice.resume)

    @routes.post("/practice/stop")
    def stop(visit: Here) -> JSONResponse:
        """End the session."""
        return told(visit, practice.stop)

    def told(visit: Visit, ask: Callable[[str], State]) -> JSONResponse:
        child = _child(visit)
        reached = ask(child)
        return JSONResponse(state_view(reached, practice.settings(child)))

    @routes.post("/practice/helped")
    def helped(visit: Here) -> JSONResponse:
        """Remember that the answer was pointed at; of what is not asked any more, nothing."""
        child, shown = _child(visit), _read(Helped, visit)
        practice.helped(child, shown.number, shown.session)
        return JSONResponse({})

    @routes.post("/practice/answer")
    def answer(visit: Here) -> JSONResponse:
        """Store a response, and tell what became of it."""
        child, given = _child(visit), _read(Response, visit)
        page = practice.settings(child)
        try:
            answered = practice.answer(child, **given.model_dump())
        except StaleError as error:
            return JSONResponse(state_view(error.state, page), 409)
        except SettingsError as error:
            raise RefusedError(422, str(error)) from error
        return JSONResponse(answered_view(answered, page))

    @routes.post("/settings")
    def change_settings(visit: Here) -> JSONResponse:
        """Set the page otherwise."""
        child, page = _child(visit), _read(PageSettings, visit)
        practice.set_settings(child, page)
        response = JSONResponse(page.model_dump())
        cookies.set_scanning(response, house.signer, page)
        return response

    return routes


def state_view(state: State, page: PageSettings) -> Json:
    """Return a state as the page is told it."""
    language = page.language
    match state:
        case Pending():
            strip = Strip(state.done, state.left, page.tokens, state.tokens)
            view = trial_view(state.trial, state.attempt, language, strip, helped=state.helped)
            return {"state": "trial", "trial": view}
        case Ready():
            return {"state": "ready", "plan": Strip(0, state.left, page.tokens, ()).view(language)}
        case Paused():
            strip = Strip(state.done, state.left, page.tokens, state.tokens)
            since = state.since.isoformat()
            return {"state": "break", "since": since, "strip": strip.view(language)}
        case Resting():
            receipt = {
                "trials": state.receipt.trials,
                "breaks": state.receipt.breaks,
                "pictures": state.receipt.pictures,
                "calls": state.receipt.calls,
            }
            said = translate(RESTS[state.why], language)
            strip = Strip(state.receipt.trials, 0, page.tokens, state.tokens).view(language)
            return {
                "state": "rest",
                "why": state.why,
                "said": said,
                "receipt": receipt,
                "strip": strip,
            }


def answered_view(answered: Answered, page: PageSettings) -> Json:
    """Return what became of a response as the page is told it."""
    following = answered.next
    return {
        "correct": answered.correct,
        "answers": None if answered.answers is None else list(answered.answers),
        "again": answered.again,
        "token": answered.token,
        "said": said(answered, page.language),
        "next": None if following is None else state_view(following, page),
    }


def said(answered: Answered, language: Language) -> str:
    """Return what is said to a response; to a probe always the same."""
    if answered.correct is None:
        return translate(PROBED, language)
    return said_view(answered.trial, language, correct=answered.correct)


def _child(visit: Visit) -> str:
    """Return whom the browser practises as."""
    if visit.browser.child is None:
        raise RefusedError(403, refusals.NOBODY)
    return visit.browser.child


Read = TypeVar("Read", bound=BaseModel)


def _read(kind: type[Read], visit: Visit) -> Read:
    """Return what a body says."""
    try:
        return kind.model_validate_json(visit.body)
    except ValidationError as error:
        raise RefusedError(422, refusals.ODD) from error

"""The pages of signals: told by the child with help, read by the caregiver, printed."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from pyojeong.app.care.signals import STRENGTHS, Signals, faces, models, turn
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.signals import FEELINGS, LONGEST, Signal
from pyojeong.app.domain.stimulus import Face, Person
from pyojeong.app.exercises.words import FEELINGS as WORDS
from pyojeong.app.web.care import signal_words as words
from pyojeong.app.web.care.allowed import may, quietly
from pyojeong.app.web.care.drawn import drawn
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House, go
from pyojeong.app.web.refusals import GONE, RefusedError
from pyojeong.app.web.security import Here, Visit

PATH = "/children/{key}/signals"
TAB = "signals"
SHOWN_AGAIN = 5 * LONGEST  # characters of a text that was too long
TURNS = 10**6  # more nobody takes
FULL = 1100  # characters of a passport from which on it is set smaller, to stay on one page
NONE, KEPT = "none", "kept"  # choices of a face, beside those by number


def signals_routes(house: House, part: Signals) -> APIRouter:
    """Return the pages of signals.

    Args:
        house: what pages need.
        part: what they show.
    """
    routes = APIRouter(prefix=CAREGIVER_PATH)

    def pictures(request: Request, given: Mapping[Feeling, Signal]) -> dict[Feeling, str]:
        language = house.language(request)
        return {f: drawn(one.face, language) for f, one in given.items() if one.face}

    @routes.get(PATH, dependencies=[may("passport", "signals")])
    def overview(key: str, request: Request, visit: Here) -> Response:
        """Show what the child has told so far."""
        given = part.of(key)
        return show(
            house,
            request,
            visit,
            "signals",
            key,
            TAB,
            given=given,
            pictures=pictures(request, given),
            asked=FEELINGS,
            feelings=WORDS,
            words=words,
        )

    @routes.get(f"{PATH}/practise", dependencies=[may("passport", "signals")])
    def practise(
        key: str, request: Request, visit: Here, number: str = "", guess: str = ""
    ) -> Response:
        """Show one signal, and ask which feeling it is; once guessed, tell it. Nothing is kept."""
        given = part.of(key)
        place = int(number) if number.isdecimal() and len(number) < len(str(TURNS)) else 0
        asked = turn(given, place, key)
        return show(
            house,
            request,
            visit,
            "signals_practise",
            key,
            TAB,
            turn=asked,
            number=place,
            guess=feeling_of(guess),
            picture_shown=_drawn_of(house, request, asked.signal.face if asked else None),
            asked=FEELINGS,
            feelings=WORDS,
            words=words,
        )

    @routes.get(f"{PATH}/print", dependencies=[may("passport", "signals")])
    def printed(key: str, request: Request, visit: Here) -> Response:
        """Show the passport as one page to print."""
        given = part.of(key)
        length = sum(len(one.words) + len(one.helps) for one in given.values())
        return show(
            house,
            request,
            visit,
            "signals_print",
            key,
            TAB,
            given=given,
            pictures=pictures(request, given),
            small=length > FULL,
            words=words,
        )

    @routes.get(f"{PATH}/{{feeling}}", dependencies=[may("passport", "signals")])
    def edit(key: str, feeling: str, request: Request, visit: Here) -> Response:
        """Show what the child has told of a feeling, to be changed together with the child."""
        known = _known(feeling)
        signal = part.of(key).get(known, Signal(feeling=known))
        return _form(house, request, visit, key, signal)

    @routes.post(f"{PATH}/{{feeling}}/model", dependencies=[quietly("passport")])
    def lend(key: str, feeling: str, request: Request, visit: Here) -> Response:
        """Show the form as it was filled in, with the faces of another drawn child; keep nothing.

        It is a POST, so that no address bears what a child told.
        """
        known = _known(feeling)
        signal = part.of(key).get(known, Signal(feeling=known))
        house.accounts.log_once(visit.account, "see", TAB, key)
        return _form(house, request, visit, key, signal, visit.form)

    @routes.post(f"{PATH}/{{feeling}}", dependencies=[may("passport", "signal")])
    def tell(key: str, feeling: str, request: Request, visit: Here) -> Response:
        """Keep what the child tells of a feeling, in place of what it told before."""
        known, form = _known(feeling), visit.form
        before = part.of(key).get(known, Signal(feeling=known))
        try:
            face = _face(form, before.face, faces(_model(form.get("model", ""), None), known))
            signal = Signal(
                feeling=known, words=form.get("words", ""), helps=form.get("helps", ""), face=face
            )
        except ValidationError as error:
            wrong = {str(one["loc"][0]) for one in error.errors()}
            return _form(house, request, visit, key, before, form, wrong)
        part.keep(key, signal)
        return go(CAREGIVER_PATH + PATH.format(key=key))

    return routes


def feeling_of(text: str) -> Feeling | None:
    """Return the feeling that a text names; None: none that has a signal."""
    return next((one for one in FEELINGS if one == text), None)


def _known(text: str) -> Feeling:
    feeling = feeling_of(text)
    if feeling is None:
        raise RefusedError(404, GONE, CAREGIVER_PATH)
    return feeling


def _model(key: str, face: Face | None) -> Person:
    """Return the drawn child of that key; else the one of a face, if it can be chosen still."""
    wanted = key or (face.person.key if face else "")
    return next((one for one in models() if one.key == wanted), models()[0])


def _face(form: Mapping[str, str], before: Face | None, offered: Sequence[Face]) -> Face | None:
    """Return the face that a form chooses: none, the one before, or one by its number."""
    choice = form.get("face", NONE)
    if choice == KEPT:
        return before
    numbered = {str(number): face for number, face in enumerate(offered)}
    if choice not in {NONE, *numbered}:
        raise RefusedError(422, GONE, CAREGIVER_PATH)
    return numbered.get(choice)


def _drawn_of(house: House, request: Request, face: Face | None) -> str | None:
    return drawn(face, house.language(request)) if face else None


def _form(
    house: House,
    request: Request,
    visit: Visit,
    key: str,
    signal: Signal,
    form: Mapping[str, str] | None = None,
    wrong: set[str] | None = None,
) -> Response:
    """Return the page on which a signal is told; `form` is what was told and is not kept yet."""
    language, person = house.language(request), _model((form or {}).get("model", ""), signal.face)
    offered = faces(person, signal.feeling)
    chosen = next((str(n) for n, face in enumerate(offered) if face == signal.face), None)
    told = form or {"words": signal.words, "helps": signal.helps}
    return show(
        house,
        request,
        visit,
        "signals_edit",
        key,
        TAB,
        status=422 if wrong else 200,
        feeling=signal.feeling,
        told={name: told.get(name, "")[:SHOWN_AGAIN] for name in ("words", "helps")},
        wrong=wrong or set(),
        choice=(form or {}).get("face") or chosen or (KEPT if signal.face else NONE),
        kept=None if chosen or not signal.face else drawn(signal.face, language),
        offered=[
            (str(number), drawn(face, language), words.STRENGTHS[number % len(STRENGTHS)])
            for number, face in enumerate(offered)
        ],
        model=person.key,
        models=[
            (one.key, drawn(Face(person=one, feeling="neutral", variation=0), language))
            for one in models()
        ],
        longest=LONGEST,
        feelings=WORDS,
        words=words,
    )

"""The page of probes: the week's five questions, and the probe forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.forms import Count, Done, Forms
from pyojeong.app.care.observing import Observing, clashes
from pyojeong.app.domain.forms import FORMS, Form, items
from pyojeong.app.domain.trial import Language
from pyojeong.app.domain.weekly import QUESTIONS, WEEK
from pyojeong.app.evidence.observed import RESULTS, Result
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web.care import life_words as words
from pyojeong.app.web.care.allowed import may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House, go
from pyojeong.app.web.refusals import ODD, RefusedError
from pyojeong.app.web.security import Here, Visit
from pyojeong.core.i18n import mark, translate

PATH = "/children/{key}/probes"
ITEM_S = 12  # [D] an item of a form takes, with its pause
NOTHING = "–"  # in a table
RATIO = mark("{right} of {of}")
OVER = mark("That week is over: here are the questions of this week.")
UNANSWERED = mark("Something there could not be read: please look at your answers again.")
CLASH = mark(
    "Nothing is saved yet: somebody else answered meanwhile, and not as you did. Both stand below; "
    "what is ticked is saved."
)
GIVEN, SHOWN = "answer", "was"  # fields of each question: what is answered, and what stood there
Results = list[Result | None]


@dataclass(frozen=True)
class Told:
    """What a form says of each question. shown: what stood on its page."""

    given: Results
    shown: Results


def observing_routes(house: House, part: Observing) -> APIRouter:
    """Return the page of probes, and what is told there.

    Args:
        house: what pages need.
        part: what they show.
    """
    routes = APIRouter(prefix=CAREGIVER_PATH)

    def page(
        key: str,
        request: Request,
        visit: Visit,
        fault: str | None = None,
        told: Told | None = None,
    ) -> Response:
        week = part.week(key)
        language = house.language(request)
        forms = part.forms(key)
        return show(
            house,
            request,
            visit,
            "probes",
            key,
            "probes",
            status=409 if told else 422 if fault else 200,
            fault=fault,
            week=week,
            ticked=_ticked(told, week.results) if told else week.results,
            clashing=clashes(told.given, told.shown, week.results) if told else (),
            sunday=week.monday + WEEK - week.monday.resolution,
            history=part.history(key),
            offered=[(form, _items(form), _minutes(form)) for form in FORMS],
            waiting=forms.waiting,
            tables=[_table(form, forms, language) for form in FORMS if _begun(form, forms)],
            words=words,
            feelings=FEELINGS,
            say=Wording(language),
        )

    @routes.get(PATH, dependencies=[may("observe", "probes")])
    def probes(key: str, request: Request, visit: Here) -> Response:
        """Show the week's questions, what was answered before, and the forms."""
        return page(key, request, visit)

    @routes.post(PATH, dependencies=[may("observe", "weekly probe")])
    def answer(key: str, request: Request, visit: Here) -> Response:
        """Record what was answered of this week's questions, and leave the others as they are."""
        week, told = _number(visit.form), _told(visit.form)
        if week is None or told is None:
            return page(key, request, visit, UNANSWERED)
        match part.keep_week(key, week, told.given, told.shown):
            case "over":
                return page(key, request, visit, OVER)
            case "clash":
                return page(key, request, visit, CLASH, told)
            case "kept":
                return go(_path(key))

    @routes.post(f"{PATH}/form", dependencies=[may("observe", "probe form")])
    def ask_form(key: str, visit: Here) -> Response:
        """Let the child's next session be a probe form."""
        form = next((one for one in FORMS if one == visit.form.get("form")), None)
        if form is None:
            raise RefusedError(422, ODD, CAREGIVER_PATH)
        house.practice.ask_form(key, form)
        return go(_path(key))

    @routes.post(f"{PATH}/form/withdraw", dependencies=[may("observe", "probe form")])
    def withdraw_form(key: str) -> Response:
        """Take back the form that was asked for."""
        house.practice.withdraw_form(key)
        return go(_path(key))

    return routes


def _path(key: str) -> str:
    return CAREGIVER_PATH + PATH.format(key=key)


def _number(form: Mapping[str, str]) -> int | None:
    try:
        return int(form.get("week", ""))
    except ValueError:
        return None


def _told(form: Mapping[str, str]) -> Told | None:
    """Return what a form says; None: some of it cannot be."""
    given, shown = _results(form, GIVEN), _results(form, SHOWN)
    return Told(given, shown) if given is not None and shown is not None else None


def _results(form: Mapping[str, str], field: str) -> Results | None:
    """Return the result of each question by such a field; None: one of them cannot be."""
    given = [form.get(f"{field}-{number}", words.ABSENT) for number in range(QUESTIONS)]
    if not set(given) <= {*RESULTS, words.ABSENT}:
        return None
    return [next((one for one in RESULTS if one == answer), None) for answer in given]


def _ticked(told: Told, kept: Sequence[Result | None]) -> Results:
    """Return what is ticked: what was answered and is not kept, and else what is recorded."""
    both = zip(told.given, told.shown, kept, strict=True)
    return [new if new != old else now for new, old, now in both]


def _items(form: Form) -> int:
    return len(items(form, 0))


def _minutes(form: Form) -> int:
    return round(_items(form) * ITEM_S / 60)


def _begun(form: Form, forms: Forms) -> bool:
    return any(one.form == form for one in forms.done)


def _table(form: Form, forms: Forms, language: Language) -> Mapping[str, object]:
    """Return the results of every time that a form was done: `head` and `rows` of texts."""
    done = [one for one in forms.done if one.form == form]
    head = [translate(name, language) for name in _columns(done[0])]
    rows = [
        {
            "day": Wording(language).day(one.day) if one.day else NOTHING,
            "cells": [_cell(count, language) for count in (*_columns(one).values(), one.whole)],
            "how": words.HOW[one.how],
        }
        for one in done
    ]
    return {"form": form, "head": head, "rows": rows}


def _columns(done: Done) -> Mapping[str, Count]:
    """Return the counts of a form by what it is about: strengths, or feelings."""
    if done.form == "strengths":
        return {words.STRENGTHS[step]: count for step, count in done.by_step.items()}
    return {FEELINGS[feeling]: count for feeling, count in done.by_feeling.items()}


def _cell(count: Count, language: Language) -> str:
    if not count.of:
        return NOTHING
    return translate(RATIO, language).format(right=count.right, of=count.of)

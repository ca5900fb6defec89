"""The plan of a child: what is taught and how, why it is so, and what was changed when."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.plan import Plans, Version
from pyojeong.app.care.reasons import REASONS
from pyojeong.app.domain.missions import missions
from pyojeong.app.domain.plan import ARRAYS
from pyojeong.app.domain.trial import DELAYS_S
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.figures.planning import TOKENS, WEEKDAYS
from pyojeong.app.figures.words import STEPS
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web.care.allowed import detail, differing, may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.care.plan_form import (
    VERSION,
    Fields,
    Read,
    fields_of,
    read,
    typed,
    usual,
    version_of,
    version_text,
)
from pyojeong.app.web.choices import AGES, LANGUAGES
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House, go
from pyojeong.app.web.security import Here, Visit

MINUTES = (5, 20)  # of a session, as the plan allows
WORDS_USED = {
    "feelings": FEELINGS,
    "steps": STEPS,
    "weekdays": WEEKDAYS,
    "ages": AGES,
    "arrays": ARRAYS,
    "languages": LANGUAGES,
    "tokens": TOKENS,
    "delays": DELAYS_S,
    "limits": MINUTES,
    "reasons": REASONS,
}


def plan_routes(house: House, plans: Plans) -> APIRouter:
    """Return the page of a child's plan.

    Args:
        house: what pages need.
        plans: what was changed when, and the draw of starts.
    """
    practice = house.practice
    routes = APIRouter(prefix=f"{CAREGIVER_PATH}/children/{{key}}/plan")

    @routes.get("", dependencies=[may("plan", "plan")])
    def show_plan(key: str, request: Request, visit: Here) -> Response:
        """Show what a child is taught, and why."""
        version = plans.version(key)  # first: what is changed meanwhile is newer than the form
        fields = fields_of(practice.plan(key), practice.settings(key))
        return page(key, request, visit, fields, version)

    @routes.post("", dependencies=[may("plan", "plan")])
    def change_plan(key: str, request: Request, visit: Here) -> Response:
        """Change what a child is taught.

        What cannot be is asked again, and so is what somebody else has changed meanwhile; nothing
        that was typed is lost.
        """
        made_of, holds = version_of(visit.form.get(VERSION, "")), plans.version(key)
        plan, look = practice.plan(key), practice.settings(key)
        fields = typed(visit.form, visit.all_of, fields_of(plan, look))
        said = read(
            fields, plan, look, lambda starts, feelings: plans.measured(key, starts, feelings)
        )
        if said.plan is None or said.page is None:
            return page(key, request, visit, fields, made_of, said)
        if not plans.save(key, said.plan, said.page, made_of):
            others = plans.since(key, made_of, house.language(request))
            return page(key, request, visit, fields, holds, others=others)
        detail(request, *differing(plan, said.plan))
        return go(f"{CAREGIVER_PATH}/children/{key}/plan?saved=1")

    def page(
        key: str,
        request: Request,
        visit: Visit,
        fields: Fields,
        version: Version,
        said: Read | None = None,
        others: Sequence[str] | None = None,
    ) -> Response:
        words = Wording(house.language(request))
        return show(
            house,
            request,
            visit,
            "plan",
            key,
            "plan",
            status=_status(said, others),
            fields=fields,
            version=version_text(version),
            others=others,
            faults=said.faults if said else {},
            saved="saved" in request.query_params and request.method == "GET",
            usual=usual(practice.child(key), practice.settings(key)),
            begun=plans.begun(key),
            history=plans.history(key, words.language),
            missions=missions(),
            say=words,
            **WORDS_USED,
        )

    return routes


def _status(said: Read | None, others: Sequence[str] | None) -> int:
    """Return the status of the page: what cannot be, what was changed meanwhile, or as it is."""
    if said:
        return 422
    return 200 if others is None else 409

"""The plan of a child: what is taught and how, why it is so, and what was changed when."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.plan import Plans
from pyojeong.app.care.reasons import REASONS
from pyojeong.app.domain.plan import ARRAYS
from pyojeong.app.domain.trial import DELAYS_S
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.figures.planning import TOKENS, WEEKDAYS
from pyojeong.app.figures.words import STEPS
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web.care.allowed import may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.care.plan_form import Fields, Read, fields_of, read, typed, usual
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
        fields = fields_of(practice.plan(key), practice.settings(key))
        return page(key, request, visit, fields, None)

    @routes.post("", dependencies=[may("plan", "plan")])
    def change_plan(key: str, request: Request, visit: Here) -> Response:
        """Change what a child is taught; what cannot be is asked again, and nothing typed lost."""
        plan, look = practice.plan(key), practice.settings(key)
        fields = typed(visit.form, visit.all_of, fields_of(plan, look))
        said = read(
            fields, plan, look, lambda starts, feelings: plans.measured(key, starts, feelings)
        )
        if said.plan is None or said.page is None:
            return page(key, request, visit, fields, said)
        plans.save(key, said.plan, said.page)
        return go(f"{CAREGIVER_PATH}/children/{key}/plan?saved=1")

    def page(
        key: str, request: Request, visit: Visit, fields: Fields, said: Read | None
    ) -> Response:
        words = Wording(house.language(request))
        began, changes = plans.history(key, words.language)
        return show(
            house,
            request,
            visit,
            "plan",
            key,
            "plan",
            status=422 if said else 200,
            fields=fields,
            faults=said.faults if said else {},
            saved="saved" in request.query_params and said is None,
            usual=usual(practice.child(key), practice.settings(key)),
            begun=plans.begun(key),
            began=began,
            changes=changes,
            say=words,
            **WORDS_USED,
        )

    return routes

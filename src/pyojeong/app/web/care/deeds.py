"""The log: who saw and changed what. All of it for the keeper; of a child for who may report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from pyojeong.app.care.accounts import PAGE, Line
from pyojeong.app.domain.trial import Language
from pyojeong.app.reports.wording import Wording
from pyojeong.app.web.care.allowed import may
from pyojeong.app.web.care.frame import show
from pyojeong.app.web.care.lines import Parts, details, sentence
from pyojeong.app.web.care.roles import label
from pyojeong.app.web.cookies import CAREGIVER_PATH
from pyojeong.app.web.house import House
from pyojeong.app.web.numbers import number_of
from pyojeong.app.web.security import Here, Visit
from pyojeong.core.i18n import mark, translate

REMOVED = mark("{name} (removed)")


@dataclass(frozen=True)
class Said:
    """A line as it is read. at: as this machine's clock shows it now. which: of it, in words."""

    at: datetime
    parts: Parts
    which: Sequence[str]


def deeds_routes(house: House) -> APIRouter:
    """Return the pages of the log."""
    accounts = house.accounts
    routes = APIRouter(prefix=CAREGIVER_PATH)

    @routes.get("/log", dependencies=[may("people", "log")])
    def everything(request: Request, visit: Here) -> Response:
        """Show the whole log, or that of a child, or of a person."""
        children = accounts.children(visit.account)
        names = {one.child.key: one.child.pseudonym for one in children}
        asked = request.query_params.get("child")
        child = asked if asked in names else None
        values = _page(house, request, visit, child, names)
        return house.show(
            visit, "care/deeds", house.language(request), child=child, names=names, **values
        )

    @routes.get("/children/{key}/log", dependencies=[may("report", "log")])
    def of_a_child(key: str, request: Request, visit: Here) -> Response:
        """Show the log of a child."""
        names = {key: house.known(visit, key).child.pseudonym}
        values = _page(house, request, visit, key, names)
        return show(house, request, visit, "deeds_child", key, "log", child=key, **values)

    return routes


def _page(
    house: House, request: Request, visit: Visit, child: str | None, names: dict[str, str]
) -> dict[str, Any]:
    """Return what a page of the log shows."""
    language, asked = house.language(request), request.query_params
    people = _everybody(house, language)
    who = number_of(asked.get("who"))
    who = who if who in people else None
    lines = house.accounts.deeds(child=child, caregiver=who, before=number_of(asked.get("before")))
    zone = house.accounts.now().tzinfo

    def read(line: Line) -> Said:
        name = names.get(line.child) if line.child else None
        return Said(
            line.at.astimezone(zone),
            sentence(line, people.get(line.caregiver or 0), name, language),
            details(line, language),
        )

    held = {"child": child, "who": who, "before": lines[-1].id if lines else None}
    older = urlencode({key: value for key, value in held.items() if value is not None})
    return {
        "lines": [read(line) for line in lines],
        "say": Wording(language),
        "people": people,
        "who": who,
        "older": older if len(lines) == PAGE else None,
    }


def _everybody(house: House, language: Language) -> dict[int, str]:
    """Return what each is called who is here, or was."""
    here = {one.id: label(one, language) for one in house.accounts.everybody()}
    gone = translate(REMOVED, language)
    return here | {
        one.id: gone.format(name=label(one, language)) for one in house.accounts.removed()
    }

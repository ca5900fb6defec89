"""Every route of the caregiver's pages, beside the few of web/caregiver.py."""

from fastapi import APIRouter

from pyojeong.app.care.care import Care
from pyojeong.app.web.care.accounts import accounts_routes
from pyojeong.app.web.care.away import away_routes
from pyojeong.app.web.care.deeds import deeds_routes
from pyojeong.app.web.care.details import details_routes
from pyojeong.app.web.care.home import home_routes
from pyojeong.app.web.care.missions import mission_routes
from pyojeong.app.web.care.observing import observing_routes
from pyojeong.app.web.care.plan import plan_routes
from pyojeong.app.web.care.progress import progress_routes
from pyojeong.app.web.care.reports import reports_routes
from pyojeong.app.web.care.signals import signals_routes
from pyojeong.app.web.care.sittings import sitting_routes
from pyojeong.app.web.house import House


def care_routes(house: House, care: Care) -> tuple[APIRouter, ...]:
    """Return the routes, each of which says who may ask it.

    Args:
        house: what pages need.
        care: what they show.
    """
    return (
        home_routes(house, care.home),
        plan_routes(house, care.plans),
        progress_routes(house, care.progress),
        sitting_routes(house, care.sittings),
        observing_routes(house, care.observing),
        mission_routes(house, care.missions),
        signals_routes(house, care.signals),
        reports_routes(house, care.reports),
        away_routes(house, care.away, care.progress.forget),
        details_routes(house),
        accounts_routes(house),
        deeds_routes(house),
    )

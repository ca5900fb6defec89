"""Courses in memory: where every child stands, worked out once and then kept up."""

from dataclasses import replace

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import Plan
from pyojeong.app.store import trials


class Courses:
    """The course of each child, as it was last seen.

    One is believed only while the store has as many outcomes: after a restart, or when another
    server wrote too, it is worked out anew from what is stored. Outcomes stand whatever the plan.
    """

    def __init__(self) -> None:
        self._known: dict[str, Course] = {}

    def get(self, transaction: Transaction, child: str, plan: Plan, count: int) -> Course:
        """Return the course of a child with so many outcomes in the store."""
        known = self._known.get(child)
        if known is None or known.count != count:
            known = Course.of(plan, trials.history(transaction, child))
            self._known[child] = known
        return known if known.plan == plan else replace(known, plan=plan)

    def keep(self, child: str, course: Course) -> None:
        """Remember a course, all of which is stored."""
        self._known[child] = course

    def forget(self, child: str) -> None:
        """Forget a child."""
        self._known.pop(child, None)

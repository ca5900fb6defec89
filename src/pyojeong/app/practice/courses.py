"""Courses in memory: where children stand, worked out once and then kept up."""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import Plan
from pyojeong.app.store import trials

KEPT = 64  # [D] children whose course is remembered, at one to three megabytes after two years


class Courses:
    """The course of each child, as it was last seen; any thread may ask.

    One is believed only while the store has as many outcomes: after a restart, or when another
    server wrote too, it is worked out anew from what is stored. Outcomes stand whatever the plan.
    Of more than KEPT children those are forgotten who were asked for least lately.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, Course] = OrderedDict()
        self._lock = Lock()

    def get(self, transaction: Transaction, child: str, plan: Plan, count: int) -> Course:
        """Return the course of a child with so many outcomes in the store."""
        known = self._remembered(child)
        if known is None or known.count != count:
            known = Course.of(plan, trials.history(transaction, child))
            self.keep(child, known)
        return known if known.plan == plan else replace(known, plan=plan)

    def keep(self, child: str, course: Course) -> None:
        """Remember a course, all of which is stored."""
        with self._lock:
            self._known[child] = course
            self._known.move_to_end(child)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)

    def forget(self, child: str) -> None:
        """Forget a child."""
        with self._lock:
            self._known.pop(child, None)

    def _remembered(self, child: str) -> Course | None:
        with self._lock:
            if child in self._known:
                self._known.move_to_end(child)
            return self._known.get(child)

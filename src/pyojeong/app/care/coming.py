"""What comes next for a child, and why, in one or two plain sentences.

The order is that in which a session itself goes: domain/schedule.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from pyojeong.app.care.forms import NAMES
from pyojeong.app.care.standing import Rung, reviews, taught
from pyojeong.app.care.words import Said, Value
from pyojeong.app.domain.feelings import SAFETY
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.mastery import SESSIONS
from pyojeong.app.domain.plan import TARGETS, Plan
from pyojeong.app.domain.standing import Status
from pyojeong.app.domain.trial import Goal
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.figures.words import STEPS
from pyojeong.core.i18n import mark

NO_CONSENT = mark("Next: a guardian agrees. Without consent there is no practice.")
FORM = mark(
    "Next: a probe form in place of one session: {form}. It was asked for on the page of probes; "
    "there is no help in it, and nothing is taught."
)
FIRST = mark(
    "Next: the first session of practice. It begins with some tasks without help, to see what is "
    "known already."
)
WAITING = mark(
    "Next: tasks without help. Sessions of practice until teaching begins, as chance has drawn: "
    "{count}. What is seen in them is what teaching will be measured by."
)
GATE = mark(
    "Next: {feeling} ({step}), with faces never used to teach. With the faces of practice it "
    "was right; now it shows whether it is right with others."
)
RECHECK = mark(
    "Next: {feeling} ({step}), once more on another day. It was right in three sessions running; "
    "once more, and it was not luck."
)
TEACHING = mark(
    "Next: {feeling} ({step}). Last time {right} of {asked} tasks were right without help. "
    "Sessions with 9 of 10 right that are still needed to master it: {left}."
)
SURER = mark(
    "Next: {feeling} ({step}). Last time {right} of {asked} tasks were right without help. "
    "A few more with other faces, in other places, and it is surely not luck."
)
BEGUN = mark(
    "Next: {feeling} ({step}). What is known already was asked without help; now it is taught."
)
NEW = mark(
    "Next: {feeling} ({step}), which is new. Some tasks without help come first, to see what is "
    "known already."
)
REVIEW = mark(
    "Next: a review of {feeling} ({step}). All of the plan is mastered; a face never seen before "
    "shows whether it is kept."
)
LATER = mark(
    "Next: a review of {feeling} ({step}), from {day}. All of the plan is mastered; a face never "
    "seen before shows whether it is kept."
)

LEADS_ON: tuple[tuple[Status, str], ...] = (("gate", GATE), ("recheck", RECHECK))


def coming(
    plan: Plan,
    every: Sequence[Rung],
    now: datetime,
    *,
    agreed: bool,
    practised: int,
    form: Form | None = None,
) -> Said:
    """Return what comes next, and why.

    Args:
        plan: what is taught.
        every: rung, and where it stands.
        now: the time, with its zone.
        agreed: whether a guardian has.
        practised: sessions of practice that there were.
        form: that was asked for and not begun; None: there is none.
    """
    if not agreed:
        return Said(NO_CONSENT)
    if form:
        return Said(FORM, {"form": NAMES[form]})
    for status, message in LEADS_ON:
        if found := _first(every, status):
            return _about(message, found.goal)
    left = taught(every)
    targets = [one for one in left if one.goal.feeling != SAFETY][:TARGETS]
    begun = [one for one in targets if not plan.waits(one.goal, practised)]
    if targets and not begun:
        return Said(WAITING, {"count": _until_first(plan, targets, practised)})
    if not practised:
        return Said(FIRST)
    if begun or left:
        return _taught((begun or left)[0])
    return _kept(every, now)


def _first(every: Sequence[Rung], status: Status) -> Rung | None:
    return next((one for one in every if one.stands and one.stands.status == status), None)


def _until_first(plan: Plan, targets: Sequence[Rung], practised: int) -> int:
    """Return how many sessions of practice come before the first that teaches a target."""
    return next(
        more
        for more in count()
        if not all(plan.waits(one.goal, practised + more) for one in targets)
    )


def _taught(rung: Rung) -> Said:
    stands = rung.stands
    if stands is None or stands.status == "new":
        return _about(NEW, rung.goal)
    if not stands.asked:
        return _about(BEGUN, rung.goal)
    left = max(SESSIONS - stands.good, 0)
    message = TEACHING if left else SURER
    return _about(message, rung.goal, right=stands.right, asked=stands.asked, left=left)


def _kept(every: Sequence[Rung], now: datetime) -> Said:
    """Return the next review: whatever is mastered has one."""
    review = reviews(every)[0]
    if review.here:
        return _about(REVIEW, review.goal)
    return _about(LATER, review.goal, day=review.due.astimezone(now.tzinfo).date())


def _about(message: str, goal: Goal, **values: Value) -> Said:
    return Said(message, {"feeling": FEELINGS[goal.feeling], "step": STEPS[goal.step], **values})

"""Where a goal stands: what follows from its outcomes, one after the other.

Of what is past it keeps what a rule still asks for, and no more, however long a child practises.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal

from pyojeong.app.domain.mastery import in_view, reached
from pyojeong.app.domain.prompting import UNPRACTISED, Prompting
from pyojeong.app.domain.review import KEPT, WEEKS, probes_due, review_due
from pyojeong.app.domain.teaching import UNTAUGHT, Teaching
from pyojeong.app.domain.trial import TEACH, TRACK, Outcome, Purpose

# In order: never shown; taught; once more on another day; with new faces; can it; still can it.
Status = Literal["new", "learning", "recheck", "gate", "mastered", "kept"]

TAUGHT: tuple[Status, ...] = ("new", "learning")
BASELINE = 3  # [D] trials before teaching
RECHECK = 5  # [D] trials in a later session: 20 % of masteries were false (Cordeiro 2022)
GATE = 5  # [D] never-trained faces, and so many again in each probe of keeping
CHILDREN = 2  # [D] of them at least
RECHECKED = 0.80  # [D] of the recheck
PASSED = 0.80  # [D] of the gate
REVIEW = 2  # [D] trials

COUNTS: dict[Purpose, int] = {
    "baseline": BASELINE,
    "recheck": RECHECK,
    "gate": GATE,
    "maintenance": GATE,
    "review": REVIEW,
}


@dataclass(frozen=True)
class Standing:
    """Where a goal stands.

    prompting, teaching: since teaching was last begun. recent: its teaching outcomes that mastery
    may hang on, while it is taught. mastered: when. probes: fixed ones passed. seen: probes and
    reviews since it was mastered, and whether they went well. asking: outcomes of the set of
    probes that is under way: a set is of one session, and one that was broken off is asked again
    from its start.
    """

    status: Status = "new"
    prompting: Prompting = UNPRACTISED
    teaching: Teaching = UNTAUGHT
    recent: tuple[Outcome, ...] = ()
    mastered: datetime | None = None
    probes: int = 0
    seen: tuple[tuple[datetime, bool], ...] = ()
    asking: tuple[Outcome, ...] = ()

    @property
    def due(self) -> tuple[datetime, Purpose] | None:
        """When the goal should be probed next, and as what; None while it is taught."""
        return None if self.mastered is None else _due(self.mastered, self.probes, self.seen)

    def after(self, outcome: Outcome) -> "Standing":
        """Return where the goal stands after one more outcome; a form's item changes nothing."""
        purpose = outcome.trial.purpose
        if purpose == "form":
            return self
        prompting = self.prompting.after(outcome)
        if purpose == TRACK:
            return replace(self, prompting=prompting)
        if purpose == TEACH:
            teaching = self.teaching.after(outcome)
            now = replace(self, prompting=prompting, teaching=teaching, asking=())
            return _taught(now, outcome)
        asking = (*self.asking, outcome) if _same_set(self.asking, outcome) else (outcome,)
        if len(asking) < COUNTS[purpose]:
            return replace(self, prompting=prompting, asking=asking)
        return _probed(replace(self, prompting=prompting, asking=()), asking)


NEW = Standing()
AGAIN = Standing(status="learning")  # taught anew, from its start: what was before counts no more


def _same_set(asking: tuple[Outcome, ...], outcome: Outcome) -> bool:
    last, this = asking[-1:], outcome.trial
    return all(
        (one.trial.session, one.trial.purpose) == (this.session, this.purpose) for one in last
    )


def _taught(now: Standing, outcome: Outcome) -> Standing:
    """Return what follows from a trial of teaching: of what is mastered already, nothing."""
    if now.status not in TAUGHT:
        return now
    recent = in_view((*now.recent, outcome))
    if reached(recent):
        return replace(now, status="recheck", recent=())
    return replace(now, status="learning", recent=recent)


def _probed(now: Standing, asked: tuple[Outcome, ...]) -> Standing:
    """Return what follows from a whole set of probes."""
    purpose, at = asked[-1].trial.purpose, asked[-1].at
    share = sum(one.independent for one in asked) / len(asked)
    if purpose == "baseline":
        return replace(now, status="learning")
    if purpose == "recheck":
        return replace(now, status="gate") if share >= RECHECKED else AGAIN
    if purpose == "gate":
        if share < PASSED:
            return AGAIN
        return replace(now, status="mastered", mastered=at, probes=0, seen=())
    known = share >= KEPT
    if purpose == "maintenance" and not known:
        return AGAIN
    probes = now.probes + (purpose == "maintenance")
    status: Status = "kept" if probes == len(WEEKS) else now.status
    return replace(now, status=status, probes=probes, seen=(*now.seen, (at, known)))


@lru_cache(maxsize=4096)  # asked again for every trial
def _due(
    mastered: datetime, probes: int, seen: tuple[tuple[datetime, bool], ...]
) -> tuple[datetime, Purpose]:
    """Return the next probe of a mastered goal: a fixed one, or a review if that comes before."""
    review = review_due(mastered, seen)
    fixed = probes_due(mastered, probes)
    if fixed is None or review < fixed:
        return review, "review"
    return fixed, "maintenance"

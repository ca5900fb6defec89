"""Where a goal stands, worked out from what happened: nothing is remembered that was not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Literal

from pyojeong.app.domain.mastery import reached
from pyojeong.app.domain.review import KEPT, WEEKS, probes_due, review_due
from pyojeong.app.domain.trial import TEACH, Outcome, Purpose

# In order: never shown; taught; once more a day later; with new faces; can it; still can it.
Status = Literal["new", "learning", "recheck", "gate", "mastered", "kept"]

BASELINE = 4  # [D] trials before teaching
RECHECK = 5  # [D] trials in a later session: 20 % of masteries were false (Cordeiro 2022)
GATE = 5  # [D] never-trained faces
CHILDREN = 2  # [D] of them at least
PASSED = 0.80  # [D] of recheck and gate
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

    begun: its outcomes since teaching was last begun. mastered: when. probes: fixed ones passed.
    due: when it should be probed next, and as what; None while it is taught.
    """

    status: Status
    begun: tuple[Outcome, ...] = ()
    mastered: datetime | None = None
    probes: int = 0
    due: tuple[datetime, Purpose] | None = None


def standing(outcomes: Sequence[Outcome]) -> Standing:
    """Return where the goal of these outcomes, in order, stands.

    Probes come in sets, a session each; a set that was broken off is asked again, from its start.
    """
    status: Status = "new"
    begun: list[Outcome] = []
    mastered: datetime | None = None
    probes = 0
    seen: list[tuple[datetime, bool]] = []
    for (_session, purpose), group in groupby(
        outcomes, key=lambda one: (one.trial.session, one.trial.purpose)
    ):
        one_set = list(group)
        begun += one_set
        if purpose == TEACH:
            status = "learning"
            continue
        if len(one_set) < COUNTS[purpose]:
            continue
        at = one_set[-1].at
        known = sum(one.independent for one in one_set) / len(one_set) >= PASSED
        if purpose == "baseline":
            status = "learning"
        elif purpose == "recheck":
            status, begun = ("gate", begun) if known else ("learning", [])
        elif purpose == "gate" and known:
            status, mastered, probes, seen = "mastered", at, 0, []
        elif purpose == "gate":
            status, begun = "learning", []
        else:
            known = sum(one.independent for one in one_set) / len(one_set) >= KEPT
            seen.append((at, known))
            probes += purpose == "maintenance" and known
            if purpose == "maintenance" and not known:
                status, begun, mastered = "learning", [], None
            elif probes == len(WEEKS):
                status = "kept"
    if status == "learning" and reached([one for one in begun if one.trial.purpose == TEACH]):
        status = "recheck"
    return Standing(status, tuple(begun), mastered, probes, _due(mastered, probes, tuple(seen)))


@lru_cache(maxsize=4096)  # asked again for every trial
def _due(
    mastered: datetime | None, probes: int, seen: tuple[tuple[datetime, bool], ...]
) -> tuple[datetime, Purpose] | None:
    """Return the next probe of a mastered goal: a fixed one, or a review if that comes before."""
    if mastered is None:
        return None
    review = review_due(mastered, seen)
    fixed = probes_due(mastered, probes)
    if fixed is None or review < fixed:
        return review, "review"
    return fixed, "maintenance"

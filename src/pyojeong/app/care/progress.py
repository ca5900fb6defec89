"""Progress: everything that can be said of a child's learning, worked out when it is asked for."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.evidence.confusions import Confusions, confusions
from pyojeong.app.evidence.effects import Effect, effects
from pyojeong.app.evidence.flags import Flag, flags
from pyojeong.app.evidence.gaps import Gaps, gaps
from pyojeong.app.evidence.pairs import Pair, pairs
from pyojeong.app.evidence.phases import Panel, phases
from pyojeong.app.evidence.prompting import PromptLevels, prompt_levels
from pyojeong.app.evidence.times import ReactionTimes, reaction_times
from pyojeong.app.evidence.transfer import TransferMap, transfer_map
from pyojeong.app.evidence.verdict import Verdict, verdict
from pyojeong.app.store import Store, facts, observations, people
from pyojeong.app.store.tables import ObservationRow, PlanRow, ResponseRow, TrialRow

KEPT = 24  # children whose evidence is remembered, at about half a megabyte for two years

# The newest response, observation and plan: while they are the same, so is all that follows.
Stamp: TypeAlias = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Evidence:
    """What is known of a child's learning.

    since: of the first response; None: there is none. sessions, rows: how many sessions and first
    responses there were. practised: sessions that were no probe form. phases: a panel a feeling.
    effects: single-case statistics.
    """

    child: str
    since: datetime | None
    sessions: int
    practised: int
    rows: int
    transfer: TransferMap
    phases: tuple[Panel, ...]
    confusions: Confusions
    prompts: PromptLevels
    times: ReactionTimes
    pairs: tuple[Pair, ...]
    flags: tuple[Flag, ...]
    gaps: Gaps
    verdict: Verdict
    effects: tuple[Effect, ...]


class Progress:
    """The evidence of each child; any thread may ask.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._known: OrderedDict[str, tuple[Stamp, Evidence]] = OrderedDict()
        self._lock = Lock()

    def of(self, child: str) -> Evidence:
        """Return the evidence of a child as it is now.

        Raises:
            UnknownChildError: there is no such child; nothing of it is remembered then.
        """
        with self._store.reading() as transaction:
            try:
                people.get(transaction, child)
            except BaseException:
                self.forget(child)
                raise
            stamp = _stamp(transaction, child)
            known = self._remembered(child, stamp)
            if known is None:
                known = _evidence(transaction, child)
                self._remember(child, stamp, known)
        return known

    def forget(self, child: str) -> None:
        """Forget what was worked out about a child."""
        with self._lock:
            self._known.pop(child, None)

    def _remembered(self, child: str, stamp: Stamp) -> Evidence | None:
        with self._lock:
            before = self._known.get(child)
            if before is None or before[0] != stamp:
                return None
            self._known.move_to_end(child)
            return before[1]

    def _remember(self, child: str, stamp: Stamp, evidence: Evidence) -> None:
        with self._lock:
            self._known[child] = stamp, evidence
            self._known.move_to_end(child)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)


def _stamp(transaction: Transaction, child: str) -> Stamp:
    answered = select(TrialRow.id).join(ResponseRow, ResponseRow.trial == TrialRow.id)
    trial = answered.where(TrialRow.child == child).order_by(TrialRow.number.desc())
    observation = select(func.max(ObservationRow.id)).where(ObservationRow.child == child)
    plan = select(func.max(PlanRow.id)).where(PlanRow.child == child)
    return (
        transaction.scalar(trial.limit(1)),
        transaction.scalar(observation),
        transaction.scalar(plan),
    )


def _evidence(transaction: Transaction, child: str) -> Evidence:
    seen = facts.seen(transaction, child)
    observed = observations.of(transaction, child)
    plans = people.plans(transaction, child)
    plan = plans[-1][1]
    step = plan.ladder[0]
    return Evidence(
        child=child,
        since=seen[0].at if seen else None,
        sessions=len({one.session for one in seen}),
        practised=len({one.session for one in seen if one.form is None}),
        rows=len(seen),
        transfer=transfer_map(seen, observed),
        phases=phases(seen, observed, plans),
        confusions=confusions(seen),
        prompts=prompt_levels(seen),
        times=reaction_times(seen),
        pairs=pairs(seen),
        flags=flags(seen),
        gaps=gaps(seen),
        verdict=verdict(seen, plan.starts, step),
        effects=effects(seen, step),
    )

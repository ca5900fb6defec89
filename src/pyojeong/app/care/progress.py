"""Progress: everything that can be said of a child's learning, worked out when it is asked for."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.care.plan import settled
from pyojeong.app.evidence.confusions import Confusions, confusions
from pyojeong.app.evidence.effects import Effect, effects
from pyojeong.app.evidence.flags import Flag, looked_for
from pyojeong.app.evidence.gaps import Gaps, gaps
from pyojeong.app.evidence.pairs import Pair, pairs
from pyojeong.app.evidence.phases import Panel, phases
from pyojeong.app.evidence.prompting import PromptLevels, prompt_levels
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.times import ReactionTimes, reaction_times
from pyojeong.app.evidence.transfer import TransferMap, transfer_map
from pyojeong.app.evidence.verdict import Verdict, verdict
from pyojeong.app.store import Store, facts, observations, people, sessions
from pyojeong.app.store.tables import ObservationRow, PlanRow, ResponseRow, TrialRow
from pyojeong.core.errors import UnknownChildError

KEPT = 24  # children whose evidence is remembered, at about half a megabyte for two years
ROWS = 60_000  # [D] rows that are kept in memory, of the children seen last: 20 MB

# The newest response, observation and plan, and the session under way: while they are the same, so
# is all that follows.
Stamp: TypeAlias = tuple[int | None, int | None, int | None, frozenset[int]]


@dataclass(frozen=True)
class Evidence:
    """What is known of a child's learning.

    since: of the first response; None: there is none. sessions, rows: how many sessions and first
    responses there were. practised: sessions that were no probe form. phases: a panel a feeling.
    shortcuts: those that were looked for, there or not. effects: single-case statistics.
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
    shortcuts: tuple[Flag, ...]
    gaps: Gaps
    verdict: Verdict
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class _Known:
    """What was worked out last, and of which rows."""

    stamp: Stamp
    seen: Sequence[Seen]
    evidence: Evidence


class Progress:
    """The evidence of each child; any thread may ask.

    Responses are only ever added: of a child whose rows are remembered, the new ones are read.

    Args:
        store: what is remembered.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: OrderedDict[str, _Known] = OrderedDict()
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
            stamp, before = _stamp(transaction, child), self._remembered(child)
            if before and before.stamp == stamp:
                return before.evidence
            seen = _seen(transaction, child, before.seen if before else ())
            known = _Known(stamp, seen, _evidence(transaction, child, seen))
        self._remember(child, known)
        return known.evidence

    def warm(self, over: Callable[[], bool]) -> None:
        """Work out the evidence of KEPT children at most, before anybody asks, until it is over."""
        with self._store.reading() as transaction:
            everybody = people.everybody(transaction)
        for known in everybody[-KEPT:]:
            if over():
                return
            with suppress(UnknownChildError):  # removed meanwhile
                self.of(known.child.key)

    def forget(self, child: str) -> None:
        """Forget what was worked out about a child."""
        with self._lock:
            self._known.pop(child, None)

    def _remembered(self, child: str) -> _Known | None:
        with self._lock:
            if child in self._known:
                self._known.move_to_end(child)
            return self._known.get(child)

    def _remember(self, child: str, known: _Known) -> None:
        with self._lock:
            self._known[child] = known
            self._known.move_to_end(child)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            for oldest, held in list(self._known.items()):
                if self._rows() <= ROWS:
                    break
                self._known[oldest] = replace(held, seen=())

    def _rows(self) -> int:
        return sum(len(known.seen) for known in self._known.values())


def _stamp(transaction: Transaction, child: str) -> Stamp:
    answered = select(TrialRow.id).join(ResponseRow, ResponseRow.trial == TrialRow.id)
    trial = answered.where(TrialRow.child == child).order_by(TrialRow.number.desc())
    observation = select(func.max(ObservationRow.id)).where(ObservationRow.child == child)
    plan = select(func.max(PlanRow.id)).where(PlanRow.child == child)
    return (
        transaction.scalar(trial.limit(1)),
        transaction.scalar(observation),
        transaction.scalar(plan),
        sessions.under_way(transaction, child),
    )


def _seen(transaction: Transaction, child: str, before: Sequence[Seen]) -> Sequence[Seen]:
    """Return what was seen of a child: what is known before it, and what came since.

    Where the last that is known is not there as it was, another history is: all is read anew.
    """
    if before:
        since = facts.seen(transaction, child, since=before[-1].number)
        if since[:1] == [before[-1]]:
            return [*before, *since[1:]]
    return facts.seen(transaction, child)


def _evidence(transaction: Transaction, child: str, seen: Sequence[Seen]) -> Evidence:
    observed = observations.of(transaction, child)
    plans = settled(people.plans(transaction, child))
    open_ = sessions.under_way(transaction, child)
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
        shortcuts=looked_for(seen),
        gaps=gaps(seen),
        verdict=verdict([one for one in seen if one.session not in open_], plans[-1][1].starts),
        effects=effects(seen),
    )

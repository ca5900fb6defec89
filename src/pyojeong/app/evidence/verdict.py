"""The verdict: improving, not yet clear, not improving, or known already; and how sure that is.

Asked of what is tracked alone, whole held-out faces that are as hard before teaching of a feeling
begins as since, and of the first answer to each feeling in a session alone: it stands at its
opening before teaching as since, so that who tires as a session goes on does not seem to learn.
Without a measured start there is nothing to compare, and no verdict. It is given at set times, not
whenever somebody looks: who looks every day would find an improvement by chance sooner or later.
The risk of 5 % is shared out among the looks, of those within the planned dose more to the later
ones (Lan and DeMets 1983, Biometrika 70:659-663, with power spending: Kim and DeMets 1987,
Biometrika 74:149-154), and is kept whatever chance does, for the shares are simply added.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import fmean
from typing import Literal

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.plan import DAYS, WEEKS
from pyojeong.app.domain.starts import Starts, drawable
from pyojeong.app.domain.trial import TEACH, TRACK, Step
from pyojeong.app.evidence.cases import (
    BeforeAfter,
    Criteria,
    Randomised,
    Stratum,
    Tier,
    before_after,
    by_session,
    chance,
    compared,
    criteria,
    randomisation_test,
    stratum_of,
)
from pyojeong.app.evidence.practised import practised
from pyojeong.app.evidence.seen import Seen

Word = Literal["improving", "not yet clear", "not improving", "known already"]
Sure = Literal["very sure", "sure", "not sure"]

EVERY = 2 * len(DAYS)  # tracked sessions between two looks: two weeks by plan
DOSE = WEEKS * len(DAYS)  # sessions of the planned dose
RISK = 0.05  # of calling somebody improving who is not, over all looks
LATER = 0.015  # [D] of this risk is kept for the looks after the dose, to each of them the same
LATER_LOOKS = 20  # [D] at most: more than two years of them, each within the reach of ORDERS
LOOKS = DOSE // EVERY + LATER_LOOKS
POWER = 3  # [D] of the spending function: of the dose's risk 1, 7 and 19 parts of 27
VERY = 0.001  # [D] p below which we say that it is very sure
KNOWN = 0.80  # [D] right in the baseline: most of it is known already
WORTH = 0.15  # [D] a gain in the share right that would be worth having


@dataclass(frozen=True)
class Gain:
    """What became of one feeling. right and asked: before and since teaching of it began."""

    feeling: Feeling
    before_right: int
    before: int
    after_right: int
    after: int
    test: BeforeAfter | None
    word: Word


@dataclass(frozen=True)
class Verdict:
    """What can be said.

    word, sure: as of the last look. measured: every feeling was tracked before it was taught; else
    nothing can be said. sessions: with tracked faces, that were over then; 0: there was no look
    yet. next_look: how many more of them the next look takes; None: there were LOOKS, and
    none comes. since: when it was first seen that the child improves. test: over all feelings, at
    the last look. gains: feeling by feeling. design: the What Works Clearinghouse's criteria.
    chance: the randomisation test of the drawn starts; None: none were drawn, or nothing can be
    compared.
    """

    word: Word
    sure: Sure
    measured: bool
    sessions: int
    next_look: int | None
    since: datetime | None
    test: BeforeAfter | None
    gains: tuple[Gain, ...]
    design: Criteria
    chance: Randomised | None

    @property
    def asked(self) -> tuple[int, int]:
        """How many tracked faces there were before teaching and since, of what can be compared."""
        both = _compared(self.gains)
        return sum(gain.before for gain in both), sum(gain.after for gain in both)

    @property
    def shares(self) -> tuple[float, float] | None:
        """The shares right before and since, each feeling weighted as in the difference; or None.

        By Mantel and Haenszel's weights, so that the one less the other is the difference.
        """
        both = _compared(self.gains)
        weights = [gain.before * gain.after / (gain.before + gain.after) for gain in both]
        if not both:
            return None
        before = [gain.before_right / gain.before for gain in both]
        after = [gain.after_right / gain.after for gain in both]
        return fmean(before, weights), fmean(after, weights)


def _compared(gains: Sequence[Gain]) -> list[Gain]:
    return [gain for gain in gains if gain.before and gain.after]


def verdict(rows: Sequence[Seen], starts: Starts = ()) -> Verdict:
    """Return what can be said of a child by now.

    Args:
        rows: all that was seen of it, in order, of sessions that are over.
        starts: that chance has drawn for its feelings.
    """
    step = tracked_step(rows)
    rows = [row for row in rows if row.step == step and row.purpose in (TEACH, TRACK)]
    sessions = list(dict.fromkeys(row.session for row in rows if row.purpose == TRACK))
    looks = min(len(sessions) // EVERY, LOOKS)
    ends = [sessions[look * EVERY - 1] for look in range(1, looks + 1)]
    every = tiers_of(rows)
    since = _since(every, ends, rows)
    tiers = until(every, ends[-1]) if ends else []
    test = by_session(tiers)
    word = _word(since is not None, test, looks * EVERY, map(stratum_of, tiers))
    return Verdict(
        word=word,
        sure=_sure(word, test),
        measured=step is not None,
        sessions=looks * EVERY,
        next_look=EVERY * (looks + 1) - len(sessions) if looks < LOOKS else None,
        since=since,
        test=test,
        gains=_gains(tiers, improving=word == "improving", seen=looks * EVERY),
        design=criteria(tiers),
        chance=_by_chance(rows, tiers, starts),
    )


def tracked_step(rows: Iterable[Seen]) -> Step | None:
    """Return the rung that was tracked when it began; None: none ever was."""
    return next((row.step for row in rows if row.purpose == TRACK), None)


def _since(tiers: Sequence[Tier], ends: Sequence[int], rows: Sequence[Seen]) -> datetime | None:
    """Return when it was first seen that a child improves; None: it never was."""
    for turn, end in enumerate(ends):
        told = compared(until(tiers, end))
        if told and chance(told) <= risk(turn):
            return max(row.at for row in rows if row.session == end)
    return None


def risk(look: int) -> float:
    """Return the risk that a look may take.

    Args:
        look: from 0, less than LOOKS.
    """
    if look >= DOSE // EVERY:
        return LATER / LATER_LOOKS
    before, after = EVERY * look / DOSE, EVERY * (look + 1) / DOSE
    return (RISK - LATER) * (after**POWER - before**POWER)


def tiers_of(rows: Sequence[Seen]) -> list[Tier]:
    """Return the points of each feeling: the first answer of each session to what tracks it."""
    began: dict[Feeling, int] = {}
    points: dict[Feeling, dict[int, bool]] = defaultdict(dict)
    for row in rows:
        if row.purpose == TEACH:
            began.setdefault(row.feeling, row.session)
        elif row.purpose == TRACK:
            points[row.feeling].setdefault(row.session, row.independent)
    return [
        Tier(
            name=feeling,
            sessions=tuple(answers),
            points=tuple(map(float, answers.values())),
            # What opens a session comes before its teaching: that begins with the next point.
            start=began[feeling] + 1 if feeling in began else None,
        )
        for feeling, answers in points.items()
    ]


def until(tiers: Sequence[Tier], end: int) -> list[Tier]:
    """Return the tiers as they were at the end of a session; one without a point is left out."""
    here = [sum(session <= end for session in tier.sessions) for tier in tiers]
    return [
        replace(tier, sessions=tier.sessions[:count], points=tier.points[:count])
        for tier, count in zip(tiers, here, strict=True)
        if count
    ]


def _by_chance(rows: Sequence[Seen], points: Sequence[Tier], starts: Starts) -> Randomised | None:
    """Test the starts that were drawn against those that could have been.

    Starts are drawn in sessions of practice: probe forms between them do not count, nor do
    sessions that were broken off at once.
    """
    names = [feeling for feeling, _session in starts]
    tiers = {tier.name: tier for tier in points}
    if not starts or any(name not in tiers for name in names):
        return None
    before = practised(rows, starts)
    # What opens a session comes before its teaching: that begins with the next point.
    drawn = [
        Tier(name, [before[one] for one in tiers[name].sessions], tiers[name].points, session + 1)
        for name, session in starts
    ]
    possible = (tuple(dict(one)[name] + 1 for name in names) for one in drawable(starts))
    return randomisation_test(drawn, possible)


def _word(seen_once: bool, test: BeforeAfter | None, seen: int, counted: Iterable[Stratum]) -> Word:
    """Return the word; what was seen once must show still, in the interval of the last look."""
    if test is None:
        return "not yet clear"
    if seen_once and test.difference.interval.low > 0:
        return "improving"
    if _known(counted):
        return "known already"
    enough = not seen_once and seen >= DOSE and test.difference.interval.high < WORTH
    return "not improving" if enough else "not yet clear"


def _known(counted: Iterable[Stratum]) -> bool:
    """Whether most of what was taught was known before."""
    taught = [stratum for stratum in counted if stratum.before and stratum.after]
    asked = sum(stratum.before for stratum in taught)
    right = sum(stratum.before_right for stratum in taught)
    return asked > 0 and right / asked >= KNOWN


def _sure(word: Word, test: BeforeAfter | None) -> Sure:
    if word != "improving" or test is None:
        return "not sure"
    return "very sure" if test.p <= VERY else "sure"


def _gains(tiers: Sequence[Tier], *, improving: bool, seen: int) -> tuple[Gain, ...]:
    """Return the gains; a feeling is only called improving where the child is.

    Then by Holm's method (1979), which keeps the risk for all of them together.
    """
    named = {tier.name: stratum_of(tier) for tier in tiers}
    counts = {feeling: named[feeling] for feeling in ORDER if feeling in named}
    tests = {feeling: before_after(stratum) for feeling, stratum in counts.items()}
    known = sorted((test.p, feeling) for feeling, test in tests.items() if test)
    better: set[Feeling] = set()
    for turn, (p, feeling) in enumerate(known):
        if not improving or p > RISK / (len(known) - turn):
            break
        better.add(feeling)
    return tuple(
        Gain(
            feeling,
            stratum.before_right,
            stratum.before,
            stratum.after_right,
            stratum.after,
            tests[feeling],
            _word(feeling in better, tests[feeling], seen, [stratum]),
        )
        for feeling, stratum in counts.items()
    )

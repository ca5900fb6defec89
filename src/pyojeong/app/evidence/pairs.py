"""Which feelings a child takes for each other, as the latest held-out probes have it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pyojeong.app.domain.feelings import CONTRAST, ORDER, SAFETY, Feeling
from pyojeong.app.evidence.asked import probes
from pyojeong.app.evidence.seen import Chosen, Seen
from pyojeong.app.evidence.share import Share

LATEST = 200  # [D] answers that are looked at: about six weeks
TWICE = 2  # [D] once is chance
MOST = 5  # [D] pairs that are named
FEELINGS: tuple[Feeling, ...] = (*ORDER, SAFETY, CONTRAST)


@dataclass(frozen=True)
class Pair:
    """A feeling that was asked, and the one that was chosen in its place. share: of its probes."""

    asked: Feeling
    chosen: Feeling
    share: Share


def pairs(seen: Sequence[Seen], latest: int = LATEST) -> tuple[Pair, ...]:
    """Return the most frequent confusions, the commonest first.

    Args:
        seen: in order; what was taught, and what has two answers, is left out.
        latest: answers that are looked at.
    """
    told = [one for one in probes(seen) if one.answers == 1][-latest:]
    asked = Counter(one.feeling for one in told)
    taken: Counter[tuple[Feeling, Chosen]] = Counter(
        (one.feeling, one.chosen) for one in told if not one.correct
    )
    found = [
        Pair(feeling, other, Share(taken[feeling, other], asked[feeling]))
        for feeling in FEELINGS
        for other in FEELINGS
        if taken[feeling, other] >= TWICE
    ]
    return tuple(sorted(found, key=lambda pair: -pair.share.right)[:MOST])

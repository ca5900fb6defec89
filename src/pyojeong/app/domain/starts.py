"""When teaching of each feeling begins: staggered by chance, so that one child can show something.

A multiple-baseline design across feelings: each of the first three is probed for some sessions
before it is taught, and they begin one after the other, in an order and at distances that chance
has drawn. Then a gain that follows each start is not easily anything else: Kratochwill et al. 2013,
Remedial and Special Education 34:26-38; chance: Wampold and Worsham 1986, Behavioral Assessment
8:135-143.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, permutations, product
from random import Random

from pyojeong.app.domain.feelings import Feeling

# Sessions before the first start: three points a phase are the fewest that the What Works
# Clearinghouse accepts, with reservations (Kratochwill et al. 2013, p. 29).
BASELINE_SESSIONS = 3
GAPS = (1, 2)  # [D] sessions between one start and the next, by chance
TIERS = 3  # feelings that begin so: those that are taught together first
LATEST = 100  # [D] sessions of practice before a start, at most: later ones are nobody's draw

# A feeling, and how many sessions of practice come before the first that teaches it.
Starts = tuple[tuple[Feeling, int], ...]


def drawn(feelings: Sequence[Feeling], rng: Random, first: int = 0) -> Starts:
    """Return when teaching of the first feelings begins, by chance.

    Args:
        feelings: in the order in which they are taught.
        rng: the only chance.
        first: sessions of practice that there were already.
    """
    tiers = list(feelings[:TIERS])
    rng.shuffle(tiers)
    gaps = [rng.choice(GAPS) for _ in tiers[1:]]
    starts = accumulate(gaps, initial=first + BASELINE_SESSIONS)
    return tuple(zip(tiers, starts, strict=True))


def drawable(starts: Starts) -> Iterator[Starts]:
    """Return every draw that chance could have made in place of this one, itself among them."""
    if not starts:
        return
    tiers = [feeling for feeling, _session in starts]
    first = min(session for _feeling, session in starts)
    for order, gaps in product(permutations(tiers), product(GAPS, repeat=len(tiers) - 1)):
        yield tuple(zip(order, accumulate(gaps, initial=first), strict=True))

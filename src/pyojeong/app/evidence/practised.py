"""Sessions of practice, counted as domain/course.py counts them when starts come due."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from pyojeong.app.domain.plan import DAYS, WEEKS
from pyojeong.app.domain.starts import Starts
from pyojeong.app.domain.trial import TRACK
from pyojeong.app.evidence.seen import Seen

DOSE = WEEKS * len(DAYS)  # sessions in each of which every feeling is tracked


def practised(rows: Iterable[Seen], starts: Starts) -> dict[int, int]:
    """Return how many sessions of practice came before each session, by its number.

    One that was broken off before every feeling was tracked is none: twice while no start has
    come, and then once.

    Args:
        rows: of teaching and tracking, in order.
        starts: that were drawn.
    """
    sessions = {
        session: Counter(row.feeling for row in mine if row.purpose == TRACK)
        for session, mine in groupby(rows, attrgetter("session"))
    }
    feelings = {feeling for counts in sessions.values() for feeling in counts}
    first = min((session for _feeling, session in starts), default=0)
    before: dict[int, int] = {}
    done = 0
    for session, counts in sessions.items():
        before[session] = done
        rounds = 0 if done >= DOSE else 1 if done >= first else 2
        done += all(counts[feeling] >= rounds for feeling in feelings)
    return before

"""What was asked: which trials ask for a feeling and nothing else."""

from collections.abc import Iterable

from pyojeong.app.domain.trial import UNPROMPTED
from pyojeong.app.evidence.seen import Seen

# They ask which part of a face shows a feeling, or which face shows it most: whoever answers
# rightly need not know which feeling it is.
ASIDE = frozenset({"different", "stronger"})
DEEDS = frozenset({"tell_adult", "wait", "laugh"})  # are answers to what one can do


def probes(seen: Iterable[Seen]) -> list[Seen]:
    """Return the held-out probes that ask for a feeling, in order.

    A story that is not held out is none: earlier versions probed with stories that they taught.
    """
    return [
        one
        for one in seen
        if one.probe and one.held_out and one.exercise not in ASIDE and one.chosen not in DEEDS
    ]


def alone(seen: Iterable[Seen]) -> list[Seen]:
    """Return the trials that ask for a feeling and offered no help, taught or not, in order."""
    return [
        one
        for one in seen
        if not one.prompted
        and one.prompt == UNPROMPTED
        and one.exercise not in ASIDE
        and one.chosen not in DEEDS
    ]

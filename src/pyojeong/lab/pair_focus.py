"""Whether training that is focused on pairs holds them apart better than plain training does."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from pyojeong.core.settings import Settings, replace
from pyojeong.lab.comparison import Difference, Outcome, compare
from pyojeong.lab.pairs import Flags, Mixing, held_apart, look_at
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.power import ALPHA, PLANNED, effective_photos, smallest_difference
from pyojeong.lab.recipe import Pair
from pyojeong.lab.statistics import holm

What = Literal["all", "overall", "within"]
Verdict = Literal["helps", "no_difference", "harms"]


class Contrast(Settings):
    """Whether pair-focused training did better than plain training on the same photos.

    what: `all` photos, or those of one pair: told `overall`, among all labels, or told `within`,
    where only the two are asked for. Accuracies are means over the seeds.
    """

    what: What
    pair: Pair | None
    n: int
    plain: float
    focused: float
    difference: Difference = Field(description="pair-focused less plain; Holm over all contrasts")

    @property
    def verdict(self) -> Verdict:
        """What can be said."""
        if not self.difference.told_apart:
            return "no_difference"
        return "helps" if self.difference.difference > 0 else "harms"


class Pairs(Settings):
    """What the plain candidate mixes up, and whether pair-focused training does so less.

    Only pairs that were named beforehand are held apart and tested. Those that were found were
    picked for the very mistakes of the plain candidate: by chance alone another model would do
    better on them.
    """

    mixing: Mixing = Field(description="of the plain candidate")
    contrasts: tuple[Contrast, ...] = Field(description="all photos first")
    needed: float = Field(description="smallest difference on all photos that could be seen")


def measure_pairs(plain: Pooled, focused: Pooled, pairs: Sequence[Pair], seed: int) -> Pairs:
    """Return what plain training mixes up, and whether pair-focused training helps.

    Args:
        plain: of the plain candidate.
        focused: of the pair-focused one, on the same photos and folds.
        pairs: named beforehand, as for `look_at`.
        seed: of the bootstrap.

    Raises:
        SettingsError: a pair is not two of the labels.
    """
    mixing = look_at(plain.together, pairs)
    contrasts = [
        _contrast(plain, focused, None, "all", seed),
        *(
            _contrast(plain, focused, pair, what, seed)
            for pair in mixing.named
            for what in ("overall", "within")
        ),
    ]
    adjusted = holm([one.difference.p for one in contrasts])
    seeds, folds = len(plain.probabilities), len(np.unique(plain.fold))
    return Pairs(
        mixing=mixing,
        contrasts=tuple(
            replace(one, difference=replace(one.difference, adjusted=p, told_apart=p <= ALPHA))
            for one, p in zip(contrasts, adjusted, strict=True)
        ),
        needed=smallest_difference(
            effective_photos(plain.group), PLANNED, len(contrasts), folds=folds, seeds=seeds
        ),
    )


def _contrast(
    plain: Pooled,
    focused: Pooled,
    pair: Pair | None,
    what: What,
    seed: int,
) -> Contrast:
    """Compare the two on the photos of a pair, or on all; not yet corrected for being several."""
    indices = [plain.labels.index(label) for label in pair or plain.labels]
    photos = np.isin(plain.truth, indices)
    within = (indices[0], indices[1]) if what == "within" else None
    compared = compare(
        {
            name: outcome(pooled, photos, within)
            for name, pooled in (("pair_focused", focused), ("plain", plain))
        },
        fold=plain.fold[photos],
        group=plain.group[photos],
        operations={"pair_focused": 0, "plain": 0},
        rule="highest",
        seed=seed,
    )
    accuracy = {one.name: one.accuracy for one in compared.standings}
    return Contrast(
        what=what,
        pair=pair,
        n=compared.photos,
        plain=accuracy["plain"],
        focused=accuracy["pair_focused"],
        difference=compared.differences[0],
    )


def outcome(pooled: Pooled, photos: Flags, pair: tuple[int, int] | None) -> Outcome:
    """Return which of these photos were told rightly, or held apart where a pair is given.

    Args:
        pooled: of one candidate.
        photos: bool [photo].
        pair: indices of two labels, where only those are asked for.
    """
    truth = pooled.truth[photos]
    correct, together = (
        held_apart(probabilities, truth, pair) if pair else probabilities.argmax(axis=-1) == truth
        for probabilities in (
            pooled.probabilities[:, photos],
            pooled.together.probabilities[photos],
        )
    )
    return Outcome(correct, together)

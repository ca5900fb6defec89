"""How large a difference must be to be seen, said before anything is trained."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.stats import binom, nct, t

ALPHA = 0.05
POWER = 0.8  # Cohen 1988, section 2.4: the customary chance to see what is there
PLANNED = 0.7  # accuracy to plan with: the best nets of the 2024 study came to 0.70 to 0.77
# Two models that erred each by its own dice would disagree on 2 p (1 - p) of the photos; this is
# the share of it that they do: 1 less the error consistency of Geirhos et al. 2020 (Beyond
# accuracy, equation 1). On the validation photos of `six_cpu` it is 0.5 to 0.65 between two nets
# and 0.2 to 0.4 between losses or optimizers of one net; we plan for nets, the harder to tell.
APART = 0.6
# Spread of the accuracy from one training to the next, as a standard deviation: that of the 2024
# study's own three (study_2024.REPEATS).
TRAINING = 0.015
NONE = 1e-5  # difference that nobody cares about
GROUP_CORRELATION = 0.5  # between photos of one group; copies have 1, strangers 0 [our own default]


def pairs(candidates: int) -> int:
    """Return how many pairs so many candidates make."""
    return candidates * (candidates - 1) // 2


def disagreement(accuracy: float) -> float:
    """Return the share of photos that exactly one of two models near `accuracy` gets right."""
    return APART * 2 * accuracy * (1 - accuracy)


def effective_photos(group: npt.NDArray[np.int64]) -> int:
    """Return how many independent photos these grouped ones are worth (Kish 1965, section 5.4).

    Args:
        group: int [photo], one number for photos that belong together.
    """
    sizes = np.unique(group, return_counts=True)[1].astype(np.float64)
    mates = float((sizes**2).sum() / sizes.sum()) - 1
    return max(1, round(len(group) / (1 + mates * GROUP_CORRELATION)))


@cache
def smallest_difference(
    photos: int,
    accuracy: float,
    comparisons: int,
    *,
    folds: int = 1,
    seeds: int = 1,
    power: float = POWER,
    alpha: float = ALPHA,
) -> float:
    """Return the smallest difference of accuracies that is seen with the chance `power`.

    Seen: by the exact McNemar test and, with several folds, by the corrected resampled t-test too,
    both at `alpha / comparisons`, as Holm's first step asks. The larger of what the two need.

    Args:
        photos: independent ones that both models are scored on; see `effective_photos`.
        accuracy: about where the two lie, 0 to 1.
        comparisons: pairs of the stage; see `pairs`.
        folds: of the cross-validation; 1 is one held-out part.
        seeds: trainings on each fold.
        power: chance to see it, 0 to 1.
        alpha: chance to see any difference where there is none, 0 to 1.

    Returns:
        a fraction; 1.0 where no difference at all would be seen.
    """
    level = alpha / max(comparisons, 1)
    apart = disagreement(accuracy)

    def missing(difference: float) -> float:
        return power - min(
            seen_by_mcnemar(photos, difference, apart, level),
            seen_by_folds(photos, difference, apart, level, folds, seeds),
        )

    if missing(1.0) > 0:
        return 1.0
    # pyrefly: ignore[bad-argument-type] - the stubs leave out that it is a float by default
    return float(brentq(missing, NONE, 1.0, xtol=NONE))


def seen_by_mcnemar(photos: int, difference: float, apart: float, level: float) -> float:
    """Return the power of the exact McNemar test (Connor 1987's set-up, summed exactly).

    Args:
        photos: that both models are scored on.
        difference: of the two accuracies, 0 to 1.
        apart: share of photos that exactly one gets right, above 0; at least the difference.
        level: p at which the test rejects.
    """
    apart = max(apart, difference)
    spread = 10 * math.sqrt(photos * apart)
    lowest, highest = photos * apart - spread, photos * apart + spread
    either = np.arange(max(1, math.floor(lowest)), min(photos, math.ceil(highest)) + 1)
    most = binom.ppf(level / 2, either, 0.5)
    most -= binom.cdf(most, either, 0.5) > level / 2  # photos of the worse model, at most
    share = (apart - difference) / (2 * apart)
    rejected = binom.cdf(most, either, share)
    return float((binom.pmf(either, photos, apart) * rejected).sum())


def seen_by_folds(
    photos: int, difference: float, apart: float, level: float, folds: int, seeds: int
) -> float:
    """Return the power of the corrected resampled t-test; 1 with one fold, where it adds nothing.

    A fold's difference varies by its photos, which seeds share, and by the two trainings.
    """
    if folds == 1:
        return 1.0
    j = folds * seeds
    by_photos = (max(apart, difference) - difference**2) / photos
    by_training = 2 * TRAINING**2
    mean = math.sqrt(by_photos + by_training / j)
    one = math.sqrt(by_photos * folds + by_training)
    reach = float(t.isf(level / 2, j - 1)) * math.sqrt(1 / j + 1 / (folds - 1)) * one / mean
    return float(nct.sf(reach, j - 1, difference / mean))

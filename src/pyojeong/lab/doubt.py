"""Is it sure? Doubt fitted on the validation photos, and measured on the test photos."""

import numpy as np
import numpy.typing as npt
from pydantic import Field

from pyojeong.core.card import Calibration, ModelCard, Score
from pyojeong.core.settings import Settings, replace
from pyojeong.lab import conformal, selective
from pyojeong.lab.calibration import fit_temperature, heat
from pyojeong.lab.metrics import known
from pyojeong.lab.promise import Estimate, Promise, promise
from pyojeong.lab.proportions import Share
from pyojeong.lab.record import Predictions
from pyojeong.lab.statistics import percentiles, redrawn, wilson

STEPS = 100  # of the curve at most: as many as a figure can show


class LabelCoverage(Settings):
    """In how many of a label's photos the set of labels holds it."""

    label: str
    covered: Share


class Named(Settings):
    """Sets of labels: how often they hold the true one, and how large they are."""

    covered: Share
    usual_low: float = Field(description="95 % of studies of this size cover from here ...")
    usual_high: float = Field(description="... to here, if their photos are of one kind")
    labels: tuple[LabelCoverage, ...] = Field(description="those with photos")
    mean_size: float
    sizes: tuple[int, ...] = Field(description="photos with a set of 1 label, of 2, ...")


class Step(Settings):
    """One step of the curve: right so often on the photos that are at least so sure."""

    confidence: float
    share: float = Field(description="of all photos that are answered")
    right: Share


class Silence(Settings):
    """What happens when the model may say "not sure"."""

    curve: tuple[Step, ...]
    area: Estimate = Field(description="under risk against share answered; 0 is perfect")
    answered: Share = Field(description="by the card's not_sure_below; none where it has none")
    right: Share | None = Field(description="of those; null: none was answered")


class Doubt(Settings):
    """What the test photos said of the model's doubt."""

    calibration: Calibration
    n: int
    before: Promise = Field(description="at temperature 1")
    after: Promise
    named: Named
    silence: Silence
    seed: int = Field(description="of the bootstrap")


def calibrate(validation: Predictions) -> Calibration:
    """Return how a model shall doubt, fitted on photos that it was not trained on.

    Args:
        validation: at temperature 1.

    Raises:
        DataError: no photo has a true label.
    """
    labelled = known(validation)
    temperature = fit_temperature(labelled)
    heated = heat(labelled, temperature)
    return Calibration(
        n=len(labelled.keys),
        temperature=temperature,
        coverage=conformal.COVERAGE,
        set_threshold=conformal.threshold(heated),
        right=selective.RIGHT,
        not_sure_below=selective.not_sure_below(heated),
    )


def measure(calibration: Calibration, test: Predictions, seed: int = 0) -> Doubt:
    """Return what photos that nobody chose by say of the model's doubt.

    Args:
        calibration: as `calibrate` returned it.
        test: at temperature 1, in any order.
        seed: of the bootstrap.

    Raises:
        DataError: no photo has a true label.
    """
    rng = np.random.default_rng(seed)
    before = _in_order(known(test))
    after = heat(before, calibration.temperature)
    return Doubt(
        calibration=calibration,
        n=len(after.keys),
        before=promise(before, rng),
        after=promise(after, rng),
        named=named(after, calibration),
        silence=silence(after, calibration.not_sure_below, rng),
        seed=seed,
    )


def add_to_card(card: ModelCard, doubt: Doubt) -> ModelCard:
    """Return the card of a model that doubts so, with what that is worth on the test photos."""
    found = scores(doubt, f"{card.data} test")
    names = {(score.metric, score.data) for score in found}
    kept = tuple(old for old in card.results if (old.metric, old.data) not in names)
    return replace(
        card,
        temperature=doubt.calibration.temperature,
        calibration=doubt.calibration,
        results=(*kept, *found),
    )


def scores(doubt: Doubt, data: str) -> list[Score]:
    """Return what a card says of the doubt, measured on `data`."""
    share = f"{100 * doubt.calibration.coverage:.0f} %"
    found: list[tuple[str, Estimate | Share]] = [
        ("expected calibration error, temperature 1", doubt.before.calibration_error),
        ("expected calibration error", doubt.after.calibration_error),
        ("Brier score, temperature 1", doubt.before.brier),
        ("Brier score", doubt.after.brier),
        (f"coverage of {share} prediction sets", doubt.named.covered),
    ]
    if doubt.silence.right is not None:
        found.append(('accuracy where not "not sure"', doubt.silence.right))
    return [
        Score(
            metric=metric,
            data=data,
            n=measured.n if isinstance(measured, Share) else doubt.n,
            value=measured.value,
            low=measured.low,
            high=measured.high,
        )
        for metric, measured in found
    ]


def named(predictions: Predictions, calibration: Calibration) -> Named:
    """Return what the sets of labels of labelled photos are worth."""
    held = conformal.sets(predictions, calibration.set_threshold)
    covered = conformal.covered(predictions, calibration.set_threshold)
    usual = conformal.usual(calibration.n, len(covered), calibration.coverage)
    sizes = held.sum(axis=1)
    return Named(
        covered=_share(int(covered.sum()), len(covered)),
        usual_low=usual.low,
        usual_high=usual.high,
        labels=tuple(
            LabelCoverage(label=label, covered=share)
            for index, label in enumerate(predictions.labels)
            for theirs in (covered[predictions.truth == index],)
            if (share := Share.of(int(theirs.sum()), len(theirs))) is not None
        ),
        mean_size=float(sizes.mean()),
        sizes=tuple(np.bincount(sizes, minlength=len(predictions.labels) + 1)[1:].tolist()),
    )


def silence(predictions: Predictions, below: float | None, rng: np.random.Generator) -> Silence:
    """Return what labelled photos say of a model that may be silent."""
    confidence, right = selective.sureness(predictions)
    n, found = len(right), selective.curve(confidence, right)
    areas = [
        selective.curve(confidence[drawn], right[drawn]).area
        for counts in redrawn(n, rng)
        for drawn in (np.repeat(np.arange(n), row) for row in counts.astype(np.int64))
    ]
    every = np.unique(np.linspace(0, len(found.answered) - 1, STEPS).round().astype(int))
    answered = np.zeros(n, dtype=np.bool_) if below is None else confidence >= below
    return Silence(
        curve=tuple(
            Step(
                confidence=float(found.confidence[step]),
                share=int(found.answered[step]) / n,
                right=_share(int(found.right[step]), int(found.answered[step])),
            )
            for step in every
        ),
        area=Estimate.of(found.area, percentiles(np.array(areas))),
        answered=_share(int(answered.sum()), n),
        right=Share.of(int(right[answered].sum()), int(answered.sum())),
    )


def _share(hits: int, n: int) -> Share:
    interval = wilson(hits, n)
    return Share(hits=hits, n=n, value=hits / n, low=interval.low, high=interval.high)


def _in_order(predictions: Predictions) -> Predictions:
    """Return the photos by their keys, so that the bootstrap draws the same in any order."""
    places: npt.NDArray[np.int64] = np.argsort(predictions.keys, kind="stable")
    return Predictions(
        keys=tuple(predictions.keys[place] for place in places),
        labels=predictions.labels,
        truth=predictions.truth[places],
        probabilities=predictions.probabilities[places],
    )

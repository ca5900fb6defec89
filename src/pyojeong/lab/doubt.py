"""Is it sure? Doubt fitted on the validation photos, and measured on the test photos."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import Field

from pyojeong.core.card import Calibration, ModelCard, Score
from pyojeong.core.settings import Settings, replace
from pyojeong.lab import conformal, metrics, selective
from pyojeong.lab.calibration import fit_temperature, heat
from pyojeong.lab.metrics import Bin, known
from pyojeong.lab.record import Predictions, StudyRecord
from pyojeong.lab.statistics import RESAMPLES, wilson

STEPS = 100  # of the curve at most: as many as a figure can show

Draw = Callable[[npt.NDArray[np.int64]], float]


class Estimate(Settings):
    """A measured value and the ends of its 95 % interval (bootstrap over photos)."""

    value: float
    low: float
    high: float


class Share(Settings):
    """How many of `n` photos, and the 95 % interval of the proportion (Wilson)."""

    n: int = Field(ge=1)
    count: int = Field(ge=0)
    low: float
    high: float

    @property
    def value(self) -> float:
        """The proportion, 0 to 1."""
        return self.count / self.n


class Promise(Settings):
    """How far the model's confidence is kept, on all photos at one temperature."""

    calibration_error: Estimate = Field(description="expected, 15 bins; 0 is perfect")
    by_chance: float = Field(
        description="calibration error that a model exactly as sure as it is right shows, on "
        "average, on so many photos"
    )
    brier: Estimate = Field(description="0 is perfect, 2 the worst")
    log_loss: Estimate = Field(description="nats; 0 is perfect")
    bins: tuple[Bin, ...]


class LabelCoverage(Settings):
    """In how many of a label's photos the set of labels holds it."""

    label: str
    covered: Share


class Named(Settings):
    """Sets of labels: how often they hold the true one, and how large they are."""

    covered: Share
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
    answered: Share | None = Field(description="by the card's not_sure_below; null: it has none")
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

    @staticmethod
    def path(record: StudyRecord) -> Path:
        """Return where it lies."""
        return record.folder / "test" / "doubt.json"


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
    before = _in_order(known(test))
    after = heat(before, calibration.temperature)
    return Doubt(
        calibration=calibration,
        n=len(after.keys),
        before=promise(before, seed),
        after=promise(after, seed),
        named=named(after, calibration.set_threshold),
        silence=silence(after, calibration.not_sure_below, seed),
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
    known: list[tuple[str, Estimate | Share]] = [
        ("expected calibration error, temperature 1", doubt.before.calibration_error),
        ("expected calibration error", doubt.after.calibration_error),
        ("Brier score, temperature 1", doubt.before.brier),
        ("Brier score", doubt.after.brier),
        (f"coverage of {share} prediction sets", doubt.named.covered),
    ]
    if doubt.silence.right is not None:
        known.append(('accuracy where not "not sure"', doubt.silence.right))
    return [
        Score(
            metric=metric,
            data=data,
            n=found.n if isinstance(found, Share) else doubt.n,
            value=found.value,
            low=found.low,
            high=found.high,
        )
        for metric, found in known
    ]


def promise(predictions: Predictions, seed: int) -> Promise:
    """Return how far the confidence of labelled photos is kept."""
    rng = np.random.default_rng(seed)
    bins = metrics.reliability(predictions)
    return Promise(
        calibration_error=_estimate(metrics.calibration_error, predictions, rng),
        by_chance=0.0,
        brier=_estimate(metrics.brier, predictions, rng),
        log_loss=_estimate(metrics.log_loss, predictions, rng),
        bins=tuple(bins),
    )


def named(predictions: Predictions, threshold: float) -> Named:
    """Return what the sets of labels of labelled photos are worth."""
    held = conformal.sets(predictions, threshold)
    covered = conformal.covered(predictions, threshold)
    sizes = held.sum(axis=1)
    return Named(
        covered=_share(covered),
        labels=tuple(
            LabelCoverage(label=label, covered=_share(covered[predictions.truth == index]))
            for index, label in enumerate(predictions.labels)
            if (predictions.truth == index).any()
        ),
        mean_size=float(sizes.mean()),
        sizes=tuple(np.bincount(sizes, minlength=len(predictions.labels) + 1)[1:].tolist()),
    )


def silence(predictions: Predictions, below: float | None, seed: int) -> Silence:
    """Return what labelled photos say of a model that may be silent."""
    rng = np.random.default_rng(seed)
    found, n = selective.curve(predictions), len(predictions.keys)
    every = np.unique(np.linspace(0, len(found.answered) - 1, STEPS).round().astype(int))
    confidence = predictions.probabilities.max(axis=1)
    answered = None if below is None else confidence >= below
    right = predictions.predicted == predictions.truth
    return Silence(
        curve=tuple(
            Step(
                confidence=float(found.confidence[step]),
                share=int(found.answered[step]) / n,
                right=_counted(int(found.right[step]), int(found.answered[step])),
            )
            for step in every
        ),
        area=_estimate(lambda drawn: selective.curve(drawn).area, predictions, rng),
        answered=None if answered is None else _share(answered),
        right=None if answered is None or not answered.any() else _share(right[answered]),
    )


def _estimate(
    measure: Callable[[Predictions], float], predictions: Predictions, rng: np.random.Generator
) -> Estimate:
    """Return a value with its percentile bootstrap interval (Efron 1979)."""
    n = len(predictions.keys)
    drawn = [measure(_take(predictions, rng.integers(n, size=n))) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(value=measure(predictions), low=float(low), high=float(high))


def _share(hits: npt.NDArray[np.bool_]) -> Share:
    return _counted(int(hits.sum()), len(hits))


def _counted(count: int, n: int) -> Share:
    interval = wilson(count, n)
    return Share(n=n, count=count, low=interval.low, high=interval.high)


def _in_order(predictions: Predictions) -> Predictions:
    """Return the photos by their keys, so that the bootstrap draws the same in any order."""
    return _take(predictions, np.argsort(predictions.keys, kind="stable"))


def _take(predictions: Predictions, places: npt.NDArray[np.int64]) -> Predictions:
    return Predictions(
        keys=tuple(predictions.keys[place] for place in places),
        labels=predictions.labels,
        truth=predictions.truth[places],
        probabilities=predictions.probabilities[places],
    )

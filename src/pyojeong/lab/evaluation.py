"""What the test set said of a model: one value, from saved predictions, without torch."""

from typing import Literal

import numpy as np
from pydantic import Field

from pyojeong.core.card import Score
from pyojeong.core.settings import Settings
from pyojeong.lab import metrics
from pyojeong.lab.record import Epoch, Predictions, RunRecord
from pyojeong.lab.statistics import Interval, f1_intervals, wilson

SHOWN = 10  # test photos shown with their probabilities, as in the 2024 study


class LabelScore(Settings):
    """One label on its `n` test photos; `low` and `high` are the 95 % interval of the F1."""

    label: str
    n: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


class Evaluation(Settings):
    """What the test set said of the final Run, and what validation had promised."""

    run: str = Field(description="hash of the final Run")
    model: str
    accuracy: Score
    macro_f1: Score
    labels: tuple[LabelScore, ...]
    confusion: tuple[tuple[int, ...], ...] = Field(description="[true label][told label]")
    calibration_error: float = Field(
        description="expected, 15 bins, at temperature 1; 0 is perfect"
    )
    brier: float = Field(description="at temperature 1; 0 is perfect, 2 the worst")
    best: Score = Field(description="highest validation accuracy of any epoch")
    best_epoch: int
    last: Score = Field(description="validation accuracy of the last epoch")
    last_epoch: int
    kept: Literal["best", "last"] = Field("best", description="which of the two was tested")
    shown: tuple[str, ...] = Field(description="keys of test photos drawn at random, to show")
    seed: int = Field(description="of that draw, and of the bootstrap")
    opening: str = Field("", description="hash of the ledger's line that it was made under")


def score(final: RunRecord, predictions: Predictions, seed: int) -> Evaluation:
    """Return what the predictions are worth, beside what validation had promised.

    Args:
        final: the Run.
        predictions: of the test photos, at temperature 1.
        seed: of the photos that are shown, and of the bootstrap.
    """
    rng = np.random.default_rng(seed)
    known = metrics.known(predictions)
    counts = metrics.confusion(known)
    intervals, macro = f1_intervals(counts, rng)
    n, data = len(known.keys), final.card.data
    order = np.sort(rng.permutation(n)[:SHOWN])
    return Evaluation(
        run=final.folder.name,
        model=final.run.training.model,
        accuracy=_score("accuracy", f"{data} test", n, metrics.correct(known)),
        macro_f1=Score(
            metric="macro-F1",
            data=f"{data} test",
            n=n,
            value=metrics.macro_f1(known),
            low=macro.low,
            high=macro.high,
        ),
        labels=tuple(
            _label(label, interval)
            for label, interval in zip(metrics.per_label(known), intervals, strict=True)
        ),
        confusion=tuple(tuple(int(count) for count in row) for row in counts),
        calibration_error=metrics.calibration_error(known),
        brier=metrics.brier(known),
        best=_validated(final, final.best),
        best_epoch=final.best.epoch,
        last=_validated(final, final.epochs[-1]),
        last_epoch=final.epochs[-1].epoch,
        kept=final.run.training.keep,
        shown=tuple(known.keys[index] for index in order),
        seed=seed,
    )


def _label(label: metrics.LabelMetrics, interval: Interval) -> LabelScore:
    return LabelScore(
        label=label.label,
        n=label.n,
        precision=label.precision,
        recall=label.recall,
        f1=label.f1,
        low=interval.low,
        high=interval.high,
    )


def _validated(final: RunRecord, epoch: Epoch) -> Score:
    n = len(final.validation.keys)
    data = f"{final.card.data} validation"
    return _score("accuracy", data, n, round(epoch.validation_accuracy * n))


def _score(metric: str, data: str, n: int, correct: int) -> Score:
    interval = wilson(correct, n)
    return Score(
        metric=metric, data=data, n=n, value=correct / n, low=interval.low, high=interval.high
    )

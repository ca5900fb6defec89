"""How often what the lab says of doubt holds, in simulated studies whose truth is known.

    python benchmarks/coverage.py --studies 500

Each study draws validation and test photos from one world of six labels, in which a model is too
sure by a temperature of 1.5. It is calibrated on the validation photos and measured on the test
photos, as `pyojeong evaluate` does. What is true of the calibrated model is counted on many more
photos of the same world. Columns: the temperature found; how often sets of labels hold the true
one (aimed at: 90 %), and how many studies lie where 95 % should; how often the intervals of the
calibration error before and after, of the Brier score and of the area under risk and coverage hold
what is true (aimed at: 95 %); how often a model is right that was to be right in 90 % of its
answers.
"""

import argparse

import numpy as np

from pyojeong.core.labels import SIX
from pyojeong.lab import metrics, selective
from pyojeong.lab.calibration import heat
from pyojeong.lab.doubt import Doubt, calibrate, measure
from pyojeong.lab.promise import Estimate
from pyojeong.lab.record import Predictions

PLANTED = 1.5
WORLDS = ((2.0, 237, 245), (5.0, 237, 245), (3.0, 60, 60), (3.0, 1000, 1000))
MANY = 200_000  # photos that tell what is true: a calibration error to 0.002


def draw(n: int, clear: float, rng: np.random.Generator) -> Predictions:
    """Return what the model says of `n` photos; `clear` is the spread of the honest logits."""
    logits = rng.normal(0, clear, (n, len(SIX))).astype(np.float32)
    # The largest of logits with Gumbel noise is drawn with their softmax as probabilities.
    truth = (logits + rng.gumbel(size=logits.shape)).argmax(axis=1)
    scores = np.exp(PLANTED * logits)
    told = scores / scores.sum(axis=1, keepdims=True)
    return Predictions(tuple(f"{place:07}" for place in range(n)), SIX, truth, told)


def holds(estimate: Estimate, true: float) -> bool:
    """Return whether the interval holds the true value."""
    return estimate.low <= true <= estimate.high


def judge(doubt: Doubt, many: Predictions) -> list[float]:
    """Return one study's columns; nan where it has none."""
    heated = heat(many, doubt.calibration.temperature)
    named, silence = doubt.named, doubt.silence
    return [
        doubt.calibration.temperature,
        named.covered.value,
        named.usual_low <= named.covered.value <= named.usual_high,
        holds(doubt.before.calibration_error, metrics.calibration_error(many)),
        holds(doubt.after.calibration_error, metrics.calibration_error(heated)),
        holds(doubt.after.brier, metrics.brier(heated)),
        holds(silence.area, selective.curve(*selective.sureness(heated)).area),
        silence.right.value if silence.right else np.nan,
    ]


def main() -> None:
    """Read the arguments, simulate, print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--studies", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(
        "| validation | test | accuracy | T | sets | usual | ECE 1 | ECE T | Brier | AURC | right |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for clear, validation, test in WORLDS:
        rng = np.random.default_rng(given.seed)
        many = draw(MANY, clear, rng)
        rows = [
            judge(
                measure(calibrate(draw(validation, clear, rng)), draw(test, clear, rng), seed),
                many,
            )
            for seed in range(given.studies)
        ]
        found = np.nanmean(np.array(rows), axis=0)
        shares = " | ".join(f"{100 * share:.1f} %" for share in found[1:])
        accuracy = metrics.correct(many) / MANY
        print(
            f"| {validation} | {test} | {100 * accuracy:.0f} % | {found[0]:.2f} | {shares} |",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""The test: what the final model is worth on photos that nobody chose by."""

import numpy as np

from pyojeong.lab import plots, score_plots, tables
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.metrics import known, reliability
from pyojeong.lab.phrases import Phrase, label, mark, percent, points, say
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit


def section(found: Found) -> Section | None:
    """Return the section, once the test set was opened."""
    evaluation, predictions = found.evaluation, found.predictions
    if evaluation is None or predictions is None:
        return None
    bins = reliability(known(predictions))
    calibration = exhibit(
        "reliability",
        say("How sure the model is, and how often it is right"),
        say(
            "Each dot is one bin of confidence, as large as it has photos. On the dashed line "
            "the model is as sure as it is right; below it, it is too sure."
        ),
        lambda language: score_plots.reliability(bins, language),
    )
    promised = promises(found, evaluation)
    f1 = by_label(evaluation)
    mixed = mixing(found, evaluation)
    return Section(
        id="test",
        title=say("The test"),
        template="test",
        words={
            "words": say(
                "The final model saw these {n} photos once, after everything was chosen.",
                n=evaluation.accuracy.n,
            ),
            "tiles": tiles(evaluation),
            "optimism": optimism(evaluation),
            "promised": promised,
            "f1": f1,
            "rows": evaluation.labels,
            "mixed": most_mixed(evaluation),
            "confusion": mixed,
            "sure": say(
                "When it says 80 %, is it right 8 times in 10? On average its confidence is off "
                "by {points} points (expected calibration error, 15 bins).",
                points=points(evaluation.calibration_error),
            ),
            "reliability": calibration,
        },
        exhibits=(promised, f1, mixed, calibration),
        tables={
            "test": [score.model_dump() for score in (evaluation.accuracy, evaluation.macro_f1)],
            "optimism": [
                {"what": "best epoch", "epoch": evaluation.best_epoch}
                | evaluation.best.model_dump(),
                {"what": "last epoch", "epoch": evaluation.last_epoch}
                | evaluation.last.model_dump(),
                {"what": "test", "epoch": evaluation.best_epoch} | evaluation.accuracy.model_dump(),
            ],
            "per-label": [row.model_dump() for row in evaluation.labels],
            "confusion": tables.confusion(evaluation),
            "reliability": bins,
        },
    )


def tiles(evaluation: Evaluation) -> list[tuple[Phrase, str, Phrase]]:
    """Return the four figures to remember: name, value, and what it means."""
    accuracy, macro = evaluation.accuracy, evaluation.macro_f1
    return [
        (
            say("Accuracy"),
            percent(accuracy.value),
            say("{low} to {high}", low=percent(accuracy.low), high=percent(accuracy.high)),
        ),
        (
            say("Macro-F1"),
            percent(macro.value),
            say("{low} to {high}", low=percent(macro.low), high=percent(macro.high)),
        ),
        (
            say("Calibration error"),
            percent(evaluation.calibration_error),
            say("0 is perfect"),
        ),
        (say("Brier score"), f"{evaluation.brier:.3f}", say("0 is perfect, 2 the worst")),
    ]


def optimism(evaluation: Evaluation) -> Phrase:
    """Return by how much the best epoch flattered."""
    best, last, test = evaluation.best, evaluation.last, evaluation.accuracy
    values = {
        "best": percent(best.value),
        "best_epoch": evaluation.best_epoch,
        "last": percent(last.value),
        "last_epoch": evaluation.last_epoch,
        "test": percent(test.value),
        "gap": points(abs(best.value - test.value)),
    }
    if best.value > test.value:
        return say(
            "Validation said {best} at its best epoch ({best_epoch}) and {last} at the last "
            "({last_epoch}); the test says {test}. To keep the best of many epochs, and to score "
            "it on the photos it was kept by, flatters: here by {gap} points.",
            **values,
        )
    return say(
        "Validation said {best} at its best epoch ({best_epoch}) and {last} at the last "
        "({last_epoch}); the test says {test}, {gap} points more. The best epoch usually "
        "flatters; here chance leaned the other way.",
        **values,
    )


def promises(found: Found, evaluation: Evaluation) -> Exhibit:
    """Return the figure of best epoch, last epoch and test."""

    def rows() -> list[tuple[Phrase, float, float, float, int]]:
        return [
            (name, score.value, score.low, score.high, score.n)
            for name, score in (
                (say("best epoch ({epoch})", epoch=evaluation.best_epoch), evaluation.best),
                (say("last epoch ({epoch})", epoch=evaluation.last_epoch), evaluation.last),
                (say("test"), evaluation.accuracy),
            )
        ]

    return exhibit(
        "optimism",
        say("Accuracy of the best epoch, of the last epoch, and on the test photos"),
        say(
            "Accuracy with its interval (95 %): on validation photos at the best and the last "
            "epoch, and on the test photos. The dashed line is guessing."
        ),
        lambda language: plots.dots(
            [
                plots.Dot(name.in_(language), value, low, high, f"{percent(value)}  n = {n}")
                for name, value, low, high, n in rows()
            ],
            language,
            axis=mark("accuracy"),
            reference=found.chance,
        ),
    )


def by_label(evaluation: Evaluation) -> Exhibit:
    """Return the figure of every label's F1."""
    return exhibit(
        "f1",
        say("F1 of each label on the test photos"),
        say("F1 of each label with its interval (95 %, bootstrap of 2,000 draws)."),
        lambda language: plots.dots(
            [
                plots.Dot(
                    label(row.label).in_(language),
                    row.f1,
                    row.low,
                    row.high,
                    f"{percent(row.f1, 0)}  n = {row.n}",
                )
                for row in evaluation.labels
            ],
            language,
            axis="F1",
        ),
    )


def mixing(found: Found, evaluation: Evaluation) -> Exhibit:
    """Return the figure of the confusion matrix."""
    return exhibit(
        "confusion",
        say("Confusion matrix of the test photos"),
        say(
            "Rows are what a photo is labelled, columns what the model said: counts, and the "
            "share of the row. Blue is right, brown is wrong."
        ),
        lambda language: score_plots.confusion(
            np.array(evaluation.confusion), found.labels, language
        ),
    )


def most_mixed(evaluation: Evaluation) -> Phrase | None:
    """Return the likeliest mistake, as a share of its label's photos; None without any."""
    shares = [
        (count / sum(row), count, sum(row), true, said)
        for true, row in enumerate(evaluation.confusion)
        for said, count in enumerate(row)
        if true != said and count
    ]
    if not shares:
        return None
    _, count, n, true, said = max(shares)
    return say(
        "The likeliest mistake: of {n} photos labelled {true}, {count} were taken for {said}.",
        n=n,
        count=count,
        true=label(evaluation.labels[true].label),
        said=label(evaluation.labels[said].label),
    )

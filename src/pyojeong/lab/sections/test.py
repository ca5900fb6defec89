"""The test: what the final model is worth on photos that nobody chose by, and who opened them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pyojeong.core.card import Score
from pyojeong.core.i18n import mark
from pyojeong.lab import plots, score_plots, tables
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.ledger import Entry, entries
from pyojeong.lab.phrases import Phrase, label, percent, points, say
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit

NOT_FOR_THIS = mark(
    "The test photos were opened for another model, and not yet for this one: how good it is, is "
    "not known."
)


@dataclass(frozen=True)
class Told:
    """One answer to how good the final model is: on which photos, after which epoch."""

    what: str
    name: Phrase
    epoch: int | None
    score: Score


def section(found: Found) -> Section | None:
    """Return the section, once the test set was opened."""
    evaluation, opened = found.evaluation, entries(found.record)
    if evaluation is None:
        return for_another(opened) if opened else None
    answers = every_answer(found, evaluation)
    promised = promises(found, answers)
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
            "answers": answers,
            "f1": f1,
            "rows": evaluation.labels,
            "mixed": most_mixed(evaluation),
            "confusion": mixed,
            "opened": times(opened),
            "openings": opened,
        },
        exhibits=(promised, f1, mixed),
        tables={
            "test": [score.model_dump() for score in (evaluation.accuracy, evaluation.macro_f1)],
            "optimism": [
                {"what": one.what, "epoch": one.epoch} | one.score.model_dump() for one in answers
            ],
            "per-label": [row.model_dump() for row in evaluation.labels],
            "confusion": tables.confusion(evaluation),
            "ledger": [ledger_row(entry) for entry in opened],
        },
        answer=say(
            "Right on {accuracy} of {n} test photos ({low} to {high}).",
            accuracy=percent(evaluation.accuracy.value),
            n=evaluation.accuracy.n,
            low=percent(evaluation.accuracy.low),
            high=percent(evaluation.accuracy.high),
        ),
    )


def for_another(opened: Sequence[Entry]) -> Section:
    """Return the section where the test photos were opened, but not for the final model."""
    words = say(NOT_FOR_THIS)
    return Section(
        id="test",
        title=say("The test"),
        template="test_ledger",
        words={"words": words, "opened": times(opened), "openings": opened},
        tables={"ledger": [ledger_row(entry) for entry in opened]},
        answer=words,
    )


def tiles(evaluation: Evaluation) -> list[tuple[Phrase, str, Phrase]]:
    """Return the figures to remember: name, value, and its interval."""
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
    if best.value <= test.value:
        return say(
            "Validation said {best} at its best epoch ({best_epoch}) and {last} at the last "
            "({last_epoch}); the test says {test}, {gap} points more. The best epoch usually "
            "flatters; here chance leaned the other way.",
            **values,
        )
    if evaluation.kept == "last":
        return say(
            "Validation said {best} at its best epoch ({best_epoch}) and {last} at the last "
            "({last_epoch}), which was kept, for nobody chose it by a score; the test says {test}. "
            "The best of many epochs, told as the result, would have flattered by {gap} points.",
            **values,
        )
    return say(
        "Validation said {best} at its best epoch ({best_epoch}) and {last} at the last "
        "({last_epoch}); the test says {test}. To keep the best of many epochs, and to score "
        "it on the photos it was kept by, flatters: here by {gap} points.",
        **values,
    )


def every_answer(found: Found, evaluation: Evaluation) -> list[Told]:
    """Return what was said of the final model, the most flattering way of asking first."""
    best, last = evaluation.best_epoch, evaluation.last_epoch
    answers = [
        Told("best epoch", say("best epoch ({epoch})", epoch=best), best, evaluation.best),
        Told("last epoch", say("last epoch ({epoch})", epoch=last), last, evaluation.last),
        *cross_validated(found),
    ]
    kept = best if evaluation.kept == "best" else last
    return [*answers, Told("test", say("test"), kept, evaluation.accuracy)]


def cross_validated(found: Found) -> list[Told]:
    """Return the accuracy, over all folds, of what the last stage chose; none without folds."""
    compared = [choice.compared for choice in found.record.choices if choice.compared]
    if not compared or compared[-1].folds == 1:
        return []
    last = compared[-1]
    chosen = next(one for one in last.standings if one.name == last.chosen)
    score = Score(
        metric="accuracy",
        data=f"{found.study.data.source} training and validation, cross-validated",
        n=last.photos,
        value=chosen.accuracy,
        low=chosen.low,
        high=chosen.high,
    )
    name = say("{folds} folds, the chosen one", folds=last.folds)
    return [Told("cross-validated", name, None, score)]


def promises(found: Found, answers: Sequence[Told]) -> Exhibit:
    """Return the figure of best epoch, last epoch, folds and test."""
    return exhibit(
        "optimism",
        say("Accuracy of the best epoch, of the last epoch, and on the test photos"),
        say(
            "Accuracy with its interval (95 %): on validation photos at the best and the last "
            "epoch, over all folds where there are several, and on the test photos. The dashed "
            "line is guessing."
        ),
        lambda language: plots.dots(
            [
                plots.Dot(
                    one.name.in_(language),
                    one.score.value,
                    one.score.low,
                    one.score.high,
                    f"{percent(one.score.value)}  n = {one.score.n}",
                )
                for one in answers
            ],
            language,
            axis=mark("accuracy"),
            reference=found.chance,
        ),
    )


def times(opened: Sequence[Entry]) -> Phrase:
    """Return how often the test photos were opened."""
    words = say(
        "The test photos were locked when they were split, before anything was trained. Every "
        "opening is written into a ledger before a photo is looked at, each line with the hash of "
        "the one before, so that a changed ledger is recognised."
    )
    if len(opened) == 1:
        return say("{words} They were opened once.", words=words)
    return say(
        "{words} They were opened {times} times. The more often, the less a result is worth: this "
        "page tells what they first said of the final model, and every opening stands below.",
        words=words,
        times=len(opened),
    )


def ledger_row(entry: Entry) -> dict[str, object]:
    """Return one line of the ledger as a row of a table."""
    opening, evaluation = entry.opening, entry.evaluation
    score = evaluation.accuracy if evaluation else None
    return {
        "number": opening.number,
        "when": opening.when.isoformat(),
        "model": opening.model,
        "run": opening.run,
        "why": opening.why,
        "accuracy": score.value if score else None,
        "low": score.low if score else None,
        "high": score.high if score else None,
        "n": score.n if score else None,
    }


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

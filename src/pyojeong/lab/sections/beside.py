"""The 2024 study's numbers beside ours, and what became of its faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pyojeong.core.i18n import mark
from pyojeong.lab import plots, study_2024
from pyojeong.lab.ledger import entries
from pyojeong.lab.phrases import Phrase, percent, points, say
from pyojeong.lab.record import Stage
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit
from pyojeong.lab.sections.stages import TITLES
from pyojeong.lab.sections.test import NOT_FOR_THIS
from pyojeong.lab.statistics import difference_needed
from pyojeong.lab.tables import Beside, beside_2024

FEW = 0.05  # of the photos used whole: a side road rather than a shortcut [our own default]
STAGES: tuple[Stage, ...] = ("models", "losses", "optimizers")


@dataclass(frozen=True)
class Fault:
    """One fault of the 2024 study, whether this study mends it, and how."""

    then: Phrase
    state: Literal["yes", "part", "no"]
    now: Phrase


def section(found: Found) -> Section:
    """Return the section."""
    rows = {stage: beside_2024(stage, found.stages.get(stage, [])) for stage in STAGES}
    figures = [(say(TITLES[stage]), figure(stage, rows[stage])) for stage in STAGES]
    return Section(
        id="beside",
        title=say("Beside the 2024 study"),
        template="beside",
        words={
            "words": say(
                "Pyojeong grew out of a Korean student study of 2024. Hollow dots are its "
                "published best validation accuracies, on {n} photos; filled ones are ours, "
                "where the same part was used.",
                n=study_2024.N,
            ),
            "care": say(
                "Only scores on the same photos can be compared, and the 2024 split is not "
                "preserved. Its scores are of its 1,200 photos; these are of {source}.",
                source=found.study.data.source,
            ),
            "figures": figures,
            "faults": faults(found),
        },
        exhibits=tuple(one for _, one in figures),
        tables={"study-2024": [row for stage in STAGES for row in rows[stage]]},
    )


def figure(stage: Stage, rows: Sequence[Beside]) -> Exhibit:
    """Return the figure of one stage, theirs and ours."""
    return exhibit(
        f"study-2024-{stage}",
        say("Best validation accuracies of the 2024 study and of this one"),
        say("Best validation accuracy of each, with its interval (95 %)."),
        lambda language: plots.dots(
            [
                plots.Dot(
                    name=row.name if row.name != "SENet" else "“SENet” (SqueezeNet)",
                    value=row.accuracy,
                    low=row.low or 0.0,
                    high=row.high or 0.0,
                    aside=(row.accuracy_2024, row.low_2024, row.high_2024),
                )
                for row in rows
            ],
            language,
            axis=mark("best validation accuracy"),
            asides=(mark("this study"), mark("the 2024 study")),
        ),
    )


def faults(found: Found) -> list[Fault]:
    """Return the eight faults of the 2024 study, as the project's mission lists them."""
    return [
        _noise(found),
        _test(found),
        Fault(
            say("“SENet” was SqueezeNet 1.0."),
            "yes",
            say("SqueezeNet 1.0 and SE-ResNet-50 stand under their own names."),
        ),
        _scene(found),
        Fault(
            say("Photos from outside were not cropped, and the model was not in eval mode."),
            "yes",
            say("pyojeong predict cuts by the model's own card, and always in eval mode."),
        ),
        _rates(found),
        Fault(
            say("Faces were looked for again in every epoch."),
            "yes",
            say("Faces were found once and kept on disk."),
        ),
        _duplicates(found),
    ]


def _noise(found: Found) -> Fault:
    repeats = study_2024.REPEATS
    needed = difference_needed(study_2024.N, max(repeats))
    tied = sum(any(row.tied for row in rows) for rows in found.stages.values())
    comparison = found.study.comparison
    then = say(
        "Noise was read as rank: one setting scored {scores}, while on {n} photos only "
        "differences over {points} points count.",
        scores=", ".join(percent(score) for score in repeats),
        n=study_2024.N,
        points=points(needed),
    )
    if comparison.folds * comparison.seeds > 1:
        return Fault(
            then,
            "yes",
            say(
                "Every setting was trained {times} times ({seeds} seeds x {folds} folds), "
                "differences are tested in pairs, and ties are called ties (stages with one: "
                "{tied}).",
                times=comparison.folds * comparison.seeds,
                seeds=comparison.seeds,
                folds=comparison.folds,
                tied=tied,
            ),
        )
    return Fault(
        then,
        "part",
        say(
            "Every score has its interval, and ties are called ties (stages with one: {tied}). "
            "Each setting was still trained once, with one seed.",
            tied=tied,
        ),
    )


def _test(found: Found) -> Fault:
    then = say("The test photos were never scored: the numbers are the best of 30 epochs.")
    times = len(entries(found.record))
    if found.evaluation is None:
        return Fault(then, "no", say(NOT_FOR_THIS if times else "The test set is not opened yet."))
    accuracy = found.evaluation.accuracy
    told = {"n": accuracy.n, "accuracy": percent(accuracy.value)}
    if times > 1:
        return Fault(
            then,
            "part",
            say(
                "All {n} test photos were scored: {accuracy}. They were opened {times} times.",
                times=times,
                **told,
            ),
        )
    return Fault(then, "yes", say("All {n} test photos were scored, once: {accuracy}.", **told))


def _scene(found: Found) -> Fault:
    then = say(
        "Where no face was found (264 of 1,200, most often pain), the whole scene was used: the "
        "net learned scenes."
    )
    if found.shown is None:
        return Fault(then, "no", say("The photos are not counted yet."))
    missed = sum(row.missed for row in found.shown.labels)
    total = missed + sum(row.found for row in found.shown.labels)
    if not missed:
        return Fault(then, "yes", say("A face was found in every photo."))
    rule = found.study.data.crop.missing
    if rule == "skip":
        return Fault(
            then, "yes", say("{missed} photos without a face were left out.", missed=missed)
        )
    return Fault(
        then,
        "part" if missed / total < FEW else "no",
        say(
            "{missed} of {total} photos without a face are still used ({share}).",
            missed=missed,
            total=total,
            share=percent(missed / total),
        ),
    )


def _rates(found: Found) -> Fault:
    then = say(
        "One learning rate for every optimizer starved SGD and Adagrad; Ranger ran with another "
        "run's scheduler."
    )
    rates = found.study.comparison.learning_rates
    if rates:
        return Fault(
            then,
            "yes",
            say(
                "Every candidate tried the same {n} learning rates on training photos alone.",
                n=len(rates),
            ),
        )
    return Fault(
        then,
        "part",
        say(
            "Every run has a schedule of its own; all still start from the learning rate {rate}.",
            rate=f"{found.study.base.learning_rate:g}",
        ),
    )


def _duplicates(found: Found) -> Fault:
    then = say("Exact and near duplicates crossed the split.")
    if found.shown is None:
        return Fault(then, "no", say("The photos are not counted yet."))
    if found.shown.crossing:
        return Fault(
            then,
            "no",
            say(
                "This study splits as that one did: {groups} groups cross, listed above.",
                groups=len(found.shown.crossing),
            ),
        )
    return Fault(then, "yes", say("No group crosses the split."))

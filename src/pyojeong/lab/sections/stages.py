"""One section a stage: its candidates, their curves, and what the choice is worth."""

from collections.abc import Sequence
from statistics import mean

from pyojeong.core.i18n import mark
from pyojeong.lab import plots
from pyojeong.lab.phrases import Phrase, points, say
from pyojeong.lab.recipe import Training
from pyojeong.lab.record import Entrant, Stage, StudyRecord
from pyojeong.lab.sections import Found, Section, exhibit
from pyojeong.lab.tables import Candidate

TITLES: dict[Stage, str] = {
    "models": mark("Which net?"),
    "losses": mark("Which loss?"),
    "optimizers": mark("Which optimizer?"),
    "pairs": mark("Does it help to hold confused pairs apart?"),
    "final": mark("The final run"),
}
FIGURES: dict[Stage, str] = {
    "models": mark("Validation accuracy of each net, epoch by epoch"),
    "losses": mark("Validation accuracy with each loss, epoch by epoch"),
    "optimizers": mark("Validation accuracy with each optimizer, epoch by epoch"),
    "pairs": mark("Validation accuracy with and without a pair-focused loss, epoch by epoch"),
    "final": mark("Validation accuracy of the final run, epoch by epoch"),
}


def section(found: Found, stage: Stage) -> Section | None:
    """Return the stage's section, once it is finished, and if there was anything to choose."""
    rows = found.stages.get(stage)
    if rows is None or (len(rows) == 1 and stage != "final"):
        return None
    winner = next(row for row in rows if row.chosen)
    training = found.record.run(winner.run).run.training
    choice = next(choice for choice in found.record.choices if choice.stage == stage)
    needed = choice.compared.needed if choice.compared else 0.0
    lines = [
        plots.Line(row.name, curve(found.record, choice.candidates[row.name]), row.chosen)
        for row in rows
    ]
    figure = exhibit(
        f"curves-{stage}",
        say(FIGURES[stage]),
        caption(rows, winner, needed),
        lambda language: plots.curves(lines, needed, found.chance, language),
    )
    return Section(
        id=stage,
        title=say(TITLES[stage]),
        template="stage",
        words={
            "words": alike(stage, training, winner.rates),
            "figure": figure,
            "caption": say("Validation accuracy on {n} photos", n=winner.n),
            "rows": rows,
        },
        exhibits=(figure,),
        tables={stage: rows},
    )


def curve(record: StudyRecord, entrant: Entrant) -> list[float]:
    """Return a candidate's accuracy after every epoch: the mean over its trainings."""
    runs = [record.run(run).epochs for seeds in entrant.runs for run in seeds]
    return [
        mean(epoch.validation_accuracy for epoch in together)
        for together in zip(*runs, strict=True)
    ]


def caption(rows: list[Candidate], winner: Candidate, needed: float) -> Phrase:
    """Return what the figure shows; its ruler only means something between two."""
    if len(rows) == 1:
        return say(
            "Accuracy on the {n} validation photos after every epoch; the dot marks the best.",
            n=winner.n,
        )
    return say(
        "Accuracy on the {n} validation photos after every epoch; the dot marks each "
        "candidate's best. The ruler shows how far two must lie apart, {points} points, "
        "to be told apart as good as surely.",
        n=winner.n,
        points=points(needed),
    )


def alike(stage: Stage, training: Training, rates: Sequence[float]) -> Phrase:
    """Return what the stage varied, and what all its candidates shared."""
    message = {
        "models": mark(
            "Only the net differs; all had the loss {loss} and the optimizer {optimizer}, "
            "learning rate {rate}, {epochs} epochs, batches of {batch}."
        ),
        "losses": mark(
            "Only the loss differs; all were {model} with the optimizer {optimizer}, "
            "learning rate {rate}, {epochs} epochs, batches of {batch}."
        ),
        "optimizers": mark(
            "Only the optimizer differs; all were {model} with the loss {loss}, "
            "learning rate {rate}, {epochs} epochs, batches of {batch}."
        ),
        "pairs": mark(
            "Only the loss differs: {model} as it was, or with one that also holds the confused "
            "pairs apart; optimizer {optimizer}, learning rate {rate}, {epochs} epochs, batches "
            "of {batch}."
        ),
        "final": mark(
            "The best of all stages: {model}, loss {loss}, optimizer {optimizer}, "
            "learning rate {rate}, {epochs} epochs, batches of {batch}."
        ),
    }[stage]
    return say(
        message,
        model=training.model,
        loss=training.loss,
        optimizer=training.optimizer,
        rate=", ".join(f"{rate:g}" for rate in sorted(set(rates))),
        epochs=training.epochs,
        batch=training.batch,
    )

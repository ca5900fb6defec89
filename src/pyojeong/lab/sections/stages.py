"""One section a stage: its candidates, their curves, and what the choice is worth."""

from pyojeong.lab import plots
from pyojeong.lab.phrases import Phrase, mark, percent, points, say
from pyojeong.lab.recipe import Training
from pyojeong.lab.record import Stage
from pyojeong.lab.sections import Found, Section, exhibit
from pyojeong.lab.statistics import difference_needed
from pyojeong.lab.tables import Candidate

TITLES: dict[Stage, str] = {
    "models": mark("Which net?"),
    "losses": mark("Which loss?"),
    "optimizers": mark("Which optimizer?"),
    "final": mark("The final run"),
}
FIGURES: dict[Stage, str] = {
    "models": mark("Validation accuracy of each net, epoch by epoch"),
    "losses": mark("Validation accuracy with each loss, epoch by epoch"),
    "optimizers": mark("Validation accuracy with each optimizer, epoch by epoch"),
    "final": mark("Validation accuracy of the final run, epoch by epoch"),
}


def section(found: Found, stage: Stage) -> Section | None:
    """Return the stage's section, once it is finished, and if there was anything to choose."""
    rows = found.stages.get(stage)
    if rows is None or (len(rows) == 1 and stage != "final"):
        return None
    winner = next(row for row in rows if row.chosen)
    training = found.record.run(winner.run).run.training
    needed = difference_needed(winner.n, winner.accuracy)
    lines = [
        plots.Line(
            row.name,
            [epoch.validation_accuracy for epoch in found.record.run(row.run).epochs],
            row.chosen,
        )
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
            "words": alike(stage, training),
            "figure": figure,
            "caption": say("Validation accuracy on {n} photos", n=winner.n),
            "rows": rows,
            "choice": choice(rows, winner, needed),
        },
        exhibits=(figure,),
        tables={stage: rows},
    )


def caption(rows: list[Candidate], winner: Candidate, needed: float) -> Phrase:
    """Return what the figure shows; its ruler only means something between two."""
    if len(rows) == 1:
        return say(
            "Accuracy on the {n} validation photos after every epoch; the dot marks the best.",
            n=winner.n,
        )
    return say(
        "Accuracy on the {n} validation photos after every epoch; the dot marks each "
        "candidate's best. The ruler shows how far two scores must lie apart, {points} "
        "points, to be told apart on so many photos.",
        n=winner.n,
        points=points(needed),
    )


def alike(stage: Stage, training: Training) -> Phrase:
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
        rate=f"{training.learning_rate:g}",
        epochs=training.epochs,
        batch=training.batch,
    )


def choice(rows: list[Candidate], winner: Candidate, needed: float) -> Phrase:
    """Return the choice in one honest sentence."""
    if len(rows) == 1:
        return say(
            "There was nothing to choose. Its best epoch reached {accuracy}, its last {last}.",
            accuracy=percent(winner.accuracy),
            last=percent(winner.last),
        )
    ties = [row.name for row in rows if row.tied]
    if ties:
        return say(
            "{chosen} scored highest ({accuracy}) and was chosen, but {ties} came closer than "
            "the {points} points that {n} photos can tell apart: a tie at this n, not a ranking.",
            chosen=winner.name,
            accuracy=percent(winner.accuracy),
            ties=", ".join(ties),
            points=points(needed),
            n=winner.n,
        )
    return say(
        "{chosen} ({accuracy}) is ahead of every other by more than the {points} points that {n} "
        "photos can tell apart.",
        chosen=winner.name,
        accuracy=percent(winner.accuracy),
        points=points(needed),
        n=winner.n,
    )

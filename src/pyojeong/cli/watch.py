"""What a person sees while a study runs, and the sentences that end it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from typing_extensions import override

from pyojeong.cli.console import out, say
from pyojeong.core import i18n
from pyojeong.core.i18n import _
from pyojeong.core.labels import display
from pyojeong.lab.study import Watcher
from pyojeong.lab.survey import Survey

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from pyojeong.lab.engine import Progress
    from pyojeong.lab.evaluation import Evaluation
    from pyojeong.lab.predict import Prediction
    from pyojeong.lab.prepare import Prepared
    from pyojeong.lab.record import Choice, RunRecord, Stage
    from pyojeong.lab.split import Split


class StudyWatcher(Watcher):
    """Draws a study on the terminal: a bar for what runs, a line for what is done."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._stage: Stage | None = None

    @override
    def photos(self, done: int, total: int) -> None:
        if self._task is None:
            self._task = self._bars.add_task(_("Preparing"), note="")
        self._bars.update(self._task, completed=done, total=total)

    @override
    def prepared(self, prepared: "Prepared", split: "Split") -> None:
        self._clear()
        out.print(Survey.of(prepared).table(i18n.current()))
        out.print(prepared.report().table(i18n.current()))
        say(
            _("Split {digest}: {training} training, {validation} validation, {test} test").format(
                digest=split.digest,
                training=len(split.training),
                validation=len(split.validation),
                test=len(split.test),
            )
        )

    @override
    def run(self, stage: "Stage", name: str, place: int, of: int) -> "Callable[[Progress], None]":
        self._enter(stage)
        description = f"{place}/{of} {name}"
        self._task = task = self._bars.add_task(description, total=None, note="")

        def watch(progress: "Progress") -> None:
            steps = progress.epochs * progress.steps
            note = _("epoch {epoch}/{epochs}, loss {loss:.3f}").format(
                epoch=progress.epoch, epochs=progress.epochs, loss=progress.loss
            )
            if progress.best is not None:
                note += _(", best {best:.1%}").format(best=progress.best)
            completed = (progress.epoch - 1) * progress.steps + progress.step
            self._bars.update(task, completed=completed, total=steps, note=note)

        return watch

    @override
    def trained(self, stage: "Stage", name: str, record: "RunRecord", *, earlier: bool) -> None:
        self._enter(stage)
        self._clear()
        text = _("{accuracy:.1%} on validation, epoch {epoch}").format(
            accuracy=record.best.validation_accuracy, epoch=record.best.epoch
        )
        note = _("(trained before)") if earlier else ""
        say(f"  {name:24} {text} {note}".rstrip())

    @override
    def chosen(self, choice: "Choice") -> None:
        say(_("  chosen: {name}").format(name=choice.chosen))

    def _enter(self, stage: "Stage") -> None:
        """Head a stage, once."""
        if stage != self._stage:
            self._stage = stage
            say(stage_name(stage))

    def _clear(self) -> None:
        if self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None


def stage_name(stage: "Stage") -> str:
    """Return the heading of a stage."""
    return {
        "models": _("Models"),
        "losses": _("Losses, with the best model"),
        "optimizers": _("Optimizers, with the best loss"),
        "final": _("Final"),
    }[stage]


def verdict(evaluation: "Evaluation") -> str:
    """Return what the test set said, in one sentence."""
    score = evaluation.accuracy
    return _(
        "Test: {model} is right on {accuracy:.1%} of {n} photos; "
        "interval (95 %): {low:.1%} to {high:.1%}."
    ).format(
        accuracy=score.value, n=score.n, low=score.low, high=score.high, model=evaluation.model
    )


def show_predictions(rows: "Sequence[Prediction]") -> None:
    """Print a table of predictions, a row a face."""
    table = Table(box=None)
    for heading in (_("Photo"), _("Feeling"), _("Probability"), _("Note")):
        table.add_column(heading)
    for row in rows:
        feeling = display(row.label, i18n.current()) if row.label else "–"
        probability = f"{row.probabilities[row.label]:.0%}" if row.label else ""
        note = row.problem or _note(row.happened)
        table.add_row(*map(escape, (row.photo, feeling, probability, note)))
    out.print(table)


def _note(happened: str) -> str:
    """Return what to know of a row that has an answer."""
    return {
        "whole": _("no face found: the whole photo"),
        "centre": _("no face found: the centre of the photo"),
    }.get(happened, "")

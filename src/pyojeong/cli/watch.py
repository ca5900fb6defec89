"""What a person sees while a study runs, and the sentences that end it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from typing_extensions import override

from pyojeong.cli.console import out, say
from pyojeong.core import i18n
from pyojeong.core.i18n import _
from pyojeong.lab.survey import Survey
from pyojeong.lab.watcher import Watcher

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from pyojeong.lab.engine import Progress
    from pyojeong.lab.evaluation import Evaluation
    from pyojeong.lab.prepare import Prepared
    from pyojeong.lab.record import Choice, Stage, Work
    from pyojeong.lab.split import Split


class StudyWatcher(Watcher):
    """Draws a study on the terminal: a bar for what runs, a line for what is done."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._stage: Work | None = None

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
    def step(self, what: str, done: int, total: int) -> None:
        if self._task is None:
            self._task = self._bars.add_task(_(what), note="")
        self._bars.update(self._task, completed=done, total=total)
        if done >= total:
            self._clear()

    @override
    def power(self, stage: "Stage", candidates: int, photos: int, needed: float) -> None:
        self._enter(stage)
        say(
            _(
                "  {candidates} candidates on {photos} photos: a difference under {points:.1f} "
                "points will most likely not be seen."
            ).format(candidates=candidates, photos=photos, points=100 * needed)
        )

    @override
    def run(self, stage: "Work", name: str, place: int, of: int) -> "Callable[[Progress], None]":
        self._enter(stage)
        if self._task is None:
            self._task = self._bars.add_task(stage_name(stage), total=of, note="")
        task = self._task
        self._bars.update(task, completed=place - 1, note=name)

        def watch(progress: "Progress") -> None:
            note = _("{name}, epoch {epoch}/{epochs}, loss {loss:.3f}").format(
                name=name, epoch=progress.epoch, epochs=progress.epochs, loss=progress.loss
            )
            if progress.best is not None:
                note += _(", best {best:.1%}").format(best=progress.best)
            part = (progress.epoch - 1 + progress.step / progress.steps) / progress.epochs
            self._bars.update(task, completed=place - 1 + part, note=note)

        return watch

    @override
    def scored(self, stage: "Work", name: str, accuracy: float, photos: int) -> None:
        self._enter(stage)
        text = _("{accuracy:.1%} of {n} photos that it had not learnt from").format(
            accuracy=accuracy, n=photos
        )
        say(f"  {name:24} {text}")

    @override
    def chosen(self, choice: "Choice") -> None:
        self._clear()
        compared = choice.compared
        standings = () if compared is None else compared.standings
        tied = [one.name for one in standings if one.tied and one.name != choice.chosen]
        if tied:
            told = _("  chosen: {name}; it cannot be told from {ties}")
            say(told.format(name=choice.chosen, ties=", ".join(tied)))
        else:
            say(_("  chosen: {name}").format(name=choice.chosen))

    def _enter(self, stage: "Work") -> None:
        """Head a stage, once."""
        if stage != self._stage:
            self._stage = stage
            say(stage_name(stage))

    def _clear(self) -> None:
        if self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None


def stage_name(stage: "Work") -> str:
    """Return the heading of a stage."""
    return {
        "models": _("Models"),
        "losses": _("Losses, with the best model"),
        "optimizers": _("Optimizers, with the best loss"),
        "pairs": _("Confused pairs, held apart or not"),
        "final": _("Final"),
        "controls": _("Controls: without the face, the whole scene, shuffled labels"),
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

"""A blend before the user's eyes: gather, train, score."""

from collections.abc import Mapping
from pathlib import Path

from rich.table import Table

from pyojeong.cli import console
from pyojeong.core import i18n
from pyojeong.core.errors import SettingsError
from pyojeong.core.i18n import _
from pyojeong.core.labels import display
from pyojeong.lab.blend import RUN, gather, learn
from pyojeong.lab.blend_scores import Scores, score
from pyojeong.lab.engine import Progress
from pyojeong.lab.proportions import Share
from pyojeong.lab.recipe import Blend


def blend(
    wanted: Blend,
    sources: Mapping[str, str],
    folder: Path,
    *,
    device: str,
    tensorboard: bool,
    detector_weights: Path | None,
) -> None:
    """Make a blend, or go on with it where it stood, and show what it is worth."""
    with console.stages() as tell:
        gathered = gather(wanted, sources, folder, detector_weights=detector_weights, tell=tell)
    for one in gathered:
        split = one.split
        console.say(
            _("{name}: {training} training, {validation} validation, {test} test").format(
                name=one.portion.name,
                training=len(split.training),
                validation=len(split.validation),
                test=len(split.test),
            )
        )
    with console.bars() as bars:
        task = bars.add_task(_("Training"), total=wanted.training.epochs, note="")

        def watch(progress: Progress) -> None:
            note = _("{name}, epoch {epoch}/{epochs}, loss {loss:.3f}").format(
                name=wanted.training.model,
                epoch=progress.epoch,
                epochs=progress.epochs,
                loss=progress.loss,
            )
            if progress.best is not None:
                note += _(", best {best:.1%}").format(best=progress.best)
            done = progress.epoch - 1 + progress.step / progress.steps
            bars.update(task, completed=done, note=note)

        learn(wanted, gathered, folder, progress=watch, device=device, tensorboard=tensorboard)
    show(score(wanted, gathered, folder, device=device))
    console.say(_("Model: {path}").format(path=folder / RUN))


def named_sources(given: list[str]) -> dict[str, str]:
    """Return the data sets of `NAME=PATH` by name.

    Raises:
        SettingsError: one has no name.
    """
    for text in given:
        if "=" not in text:
            raise SettingsError(
                f"--data {text} does not say which portion it is: give NAME=PATH, as "
                "fer2013=fer2013.zip."
            )
    return {name: path for name, _equals, path in (text.partition("=") for text in given)}


def show(scores: Scores) -> None:
    """Print how many test photos of each portion are told rightly."""
    table = Table(box=None)
    for heading in (_("Test"), _("Photos"), _("All labels"), _("Its own labels"), _("Interval")):
        table.add_column(heading)
    for one in scores.portions:
        name = f"{one.portion}, {one.detector}"
        _row(table, name, one.every, one.own)
        if one.apart:
            _row(table, _("without duplicates of training"), None, one.apart)
        for label, share in one.labels.items():
            _row(table, f"  {display(label, i18n.current())}", share, None)
    console.out.print(table)


def _row(table: Table, name: str, every: Share | None, own: Share | None) -> None:
    shown = own or every
    if shown is None:
        return
    table.add_row(
        name,
        str(shown.n),
        f"{every.value:.1%}" if every else "",
        f"{own.value:.1%}" if own else "",
        f"{shown.low:.1%} – {shown.high:.1%}",
    )

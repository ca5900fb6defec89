"""A study before the user's eyes: stages, test, report."""

from pathlib import Path
from typing import TYPE_CHECKING

from pyojeong.cli import console
from pyojeong.cli.watch import StudyWatcher, verdict
from pyojeong.core import i18n
from pyojeong.core.i18n import _
from pyojeong.lab.cards import write_cards
from pyojeong.lab.evaluate import evaluate as evaluate_study
from pyojeong.lab.groups import measure_groups
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.report import write_report
from pyojeong.lab.split import Split
from pyojeong.lab.study import conduct as conduct_study

if TYPE_CHECKING:
    from pyojeong.lab.recipe import Study
    from pyojeong.lab.record import StudyRecord


def conduct(
    study: "Study",
    folder: Path,
    *,
    device: str,
    tensorboard: bool,
    prepared: "Prepared | None" = None,
    faces: Path | None = None,
    detector_weights: Path | None = None,
) -> None:
    """Conduct a study before the user's eyes: stages, test, report."""
    with console.bars() as progress:
        record = conduct_study(
            study,
            folder,
            watcher=StudyWatcher(progress),
            prepared=prepared,
            faces=faces,
            detector_weights=detector_weights,
            device=device,
            tensorboard=tensorboard,
        )
    score(record, faces=prepared.folder if prepared else faces, device=device)


def score(
    record: "StudyRecord", *, faces: Path | None, device: str, again: str | None = None
) -> None:
    """Open the test photos, or read what they said; then groups, cards and report."""
    evaluation = evaluate_study(
        record, faces=faces, device=device, asked=console.typed(), again=again
    )
    console.say(verdict(evaluation))
    prepared = Prepared.open(faces or record.folder / "faces")
    measure_groups(record, prepared, Split.load(record.folder / "split.json"))
    write_cards(record)
    page = write_report(record, language=i18n.current())
    console.say(_("Report: {path}").format(path=page))

"""`pyojeong evaluate --on DATA`: a study's final model on other data sets, as a person reads it."""

from collections.abc import Sequence
from pathlib import Path

from pyojeong.cli import console
from pyojeong.core import i18n
from pyojeong.core.i18n import _
from pyojeong.lab.elsewhere_words import compared, sentences, table
from pyojeong.lab.evaluate_elsewhere import evaluate_elsewhere
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.report import write_report


def show_elsewhere(
    record: StudyRecord,
    sources: Sequence[str],
    *,
    mapping: str | None,
    faces: Path | None,
    weights: Path | None,
    device: str,
) -> None:
    """Score the model on each data set; print a table, and what to know of it."""
    with console.counted(_("Preparing")) as progress:
        results = evaluate_elsewhere(
            record,
            sources,
            mapping=mapping,
            faces=faces,
            weights=weights,
            device=device,
            progress=progress,
        )
    console.out.print(table(results, i18n.current()))
    said = [phrase for result in results for phrase in sentences(result)]
    said += [compared(results[0], other) for other in results[1:]]
    for phrase in said:
        console.say(phrase.in_(i18n.current()))
    page = write_report(record, language=i18n.current())
    console.say(_("Report: {path}").format(path=page))

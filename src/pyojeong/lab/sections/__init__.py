"""The sections of a report, one a file: words, figures and tables read from a study's folder.

A section whose part of the study is not there yet is None, and is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from matplotlib.figure import Figure

from pyojeong.core.errors import DataError
from pyojeong.core.i18n import LANGUAGES
from pyojeong.lab.answer import Answer, answer_of
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.phrases import Phrase
from pyojeong.lab.recipe import Study
from pyojeong.lab.record import Stage, StudyRecord
from pyojeong.lab.showcase import Showcase
from pyojeong.lab.style import Drawing, finish
from pyojeong.lab.tables import Candidate, candidates


@dataclass(frozen=True)
class Found:
    """What a study's folder holds, read once. What is not there yet is None."""

    record: StudyRecord
    study: Study
    labels: tuple[str, ...]
    stages: Mapping[Stage, list[Candidate]]
    shown: Showcase | None
    answer: Answer | None

    @property
    def evaluation(self) -> Evaluation | None:
        """What the test photos said of the final model; None if they were not opened for it."""
        return self.answer.evaluation if self.answer else None

    @property
    def chance(self) -> float:
        """Accuracy of guessing."""
        return 1 / len(self.labels)


@dataclass(frozen=True)
class Exhibit:
    """One figure in every language: its short name for the ear, and the words below it."""

    title: Phrase
    caption: Phrase
    drawings: tuple[Drawing, ...]

    @property
    def inline(self) -> list[tuple[str, Markup]]:
        """Language and SVG, as the page embeds them."""
        return [
            (drawing.language, Markup(drawing.inline(self.title.in_(drawing.language))))  # noqa: S704  our own SVG
            for drawing in self.drawings
        ]


@dataclass(frozen=True)
class Section:
    """One section: `words` are what its template shows, `tables` what is written as CSV.

    answer: one sentence to its chapter's question, where it has one.
    """

    id: str
    title: Phrase
    template: str
    words: Mapping[str, Any]
    exhibits: tuple[Exhibit, ...] = ()
    tables: Mapping[str, Sequence[Any]] = field(default_factory=dict[str, Sequence[Any]])
    answer: Phrase | None = None


def exhibit(name: str, title: Phrase, caption: Phrase, draw: Callable[[str], Figure]) -> Exhibit:
    """Return a figure drawn in every language."""
    return Exhibit(title, caption, tuple(finish(name, x, draw(x)) for x in LANGUAGES))


def gather(record: StudyRecord) -> Found:
    """Read a study's folder.

    Raises:
        DataError: no stage is finished yet, or a file of the study cannot be read.
    """
    choices = record.choices
    if not choices:
        raise DataError(
            f"{record.folder} has no finished stage to report: run `pyojeong study` again, "
            "it goes on where it stood."
        )
    return Found(
        record=record,
        study=record.study,
        labels=record.run(choices[0].candidates[choices[0].chosen].first).run.labels,
        stages={choice.stage: candidates(record, choice) for choice in choices},
        shown=Showcase.load(record) if Showcase.path(record).is_file() else None,
        answer=answer_of(record),
    )

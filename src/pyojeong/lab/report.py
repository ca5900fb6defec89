"""The report of a study: one self-contained page in Korean and English, figures and tables.

A pure function of the study's folder: delete what it wrote, write it again, and every byte is the
same. Sections of what is not there yet (a study that was stopped) are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyojeong import __version__
from pyojeong.core.files import write_text
from pyojeong.core.i18n import LANGUAGES
from pyojeong.lab.ledger import entries
from pyojeong.lab.pages import environment
from pyojeong.lab.phrases import Phrase, clock, label, percent, say
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.sections import (
    Found,
    Section,
    beside,
    cost,
    data,
    fails,
    gather,
    look,
    photos,
    preprocessing,
    repeat,
    sound,
    stages,
    sure,
    test,
    which,
)
from pyojeong.lab.sections import pairs as mixed
from pyojeong.lab.tables import write_csv


def write_report(record: StudyRecord, *, language: str = "en") -> Path:
    """Write report.html, figures/ and tables/ into the study's folder; return the page's path.

    Args:
        record: a study with one finished stage at least.
        language: the page opens in it; the other is one press away.

    Raises:
        DataError: no stage is finished yet.
    """
    found = gather(record)
    chapters = in_order(found)
    for section in (section for chapter in chapters for section in chapter.sections):
        for exhibit in section.exhibits:
            for drawing in exhibit.drawings:
                drawing.save(record.folder / "figures")
        for name, rows in section.tables.items():
            write_csv(record.folder / "tables" / f"{name}.csv", rows)
    path = record.folder / "report.html"
    write_text(path, page(found, chapters, language))
    return path


@dataclass(frozen=True)
class Chapter:
    """A question that the report answers, and its sections; empty where nobody looked."""

    id: str
    question: Phrase
    sections: tuple[Section, ...]
    otherwise: Phrase

    @property
    def answer(self) -> Phrase:
        """The first answer of its sections, or what to say without one."""
        answers = (section.answer for section in self.sections if section.answer)
        return next(answers, self.otherwise)


def in_order(found: Found) -> list[Chapter]:
    """Return the chapters, as one reads them."""
    return [
        _chapter(
            "question-sound",
            say("Is the data sound?"),
            say("Nobody looked: `pyojeong audit` does."),
            sound.section(found),
            data.section(found),
            preprocessing.section(found),
        ),
        _chapter(
            "question-look",
            say("Does it look at the face?"),
            say("Not looked at: run the same study again with --controls."),
            look.section(found),
        ),
        _chapter(
            "question-which",
            say("Which model?"),
            say("There was one, and nothing to choose."),
            which.section(found),
            *(stages.section(found, stage) for stage in stages.TITLES),
        ),
        _chapter(
            "question-good",
            say("How good is it?"),
            say("The test photos are still locked."),
            test.section(found),
            photos.section(found),
        ),
        _chapter(
            "question-sure",
            say("Is it sure?"),
            say("Known once the test photos were opened for this model."),
            sure.section(found),
        ),
        _chapter(
            "question-fails",
            say("Whom does it fail, and what does it mix up?"),
            say("Known once the test photos were opened for this model."),
            fails.section(found),
            mixed.section(found),
        ),
        _chapter(
            "question-cost",
            say("What does it cost?"),
            say("Known once a model is trained."),
            cost.section(found),
        ),
        _chapter(
            "question-repeat",
            say("Against 2024, and how to repeat it"),
            say("Every command, hash and version stands there."),
            beside.section(found),
            repeat.section(found),
        ),
    ]


def _chapter(name: str, question: Phrase, otherwise: Phrase, *sections: Section | None) -> Chapter:
    return Chapter(name, question, tuple(one for one in sections if one is not None), otherwise)


def page(found: Found, chapters: Sequence[Chapter], language: str) -> str:
    """Return the page as HTML."""
    title = say(found.study.title)
    return (
        environment()
        .get_template("report.html")
        .render(
            t=say,
            label=label,
            pct=percent,
            clock=clock,
            language=language,
            title=title,
            titles={name: title.in_(name) for name in LANGUAGES},
            done=done(found),
            opened=opened(found),
            verdict=verdict(found),
            chapters=[
                {
                    "id": chapter.id,
                    "question": chapter.question,
                    "answer": chapter.answer,
                    "sections": [
                        {"id": section.id, "title": section.title, "template": section.template}
                        | dict(section.words)
                        for section in chapter.sections
                    ],
                }
                for chapter in chapters
            ],
            version=__version__,
        )
    )


def opened(found: Found) -> Phrase | str:
    """Return how often the test photos were opened, if they were."""
    if found.evaluation is None:
        return ""
    times = len(entries(found.record))
    if times > 1:
        return say("Only then were the test photos opened, {times} times by now.", times=times)
    return say("Only then were the test photos opened, once.")


def done(found: Found) -> Phrase:
    """Return what was done, in one plain paragraph."""
    counts = {stage: len(rows) for stage, rows in found.stages.items()}
    if max(counts.values()) == 1:
        return say("One model was trained, and nothing had to be chosen.")
    compared = say(
        "Candidates were compared one question at a time: nets ({models}), then losses on the "
        "chosen net ({losses}), then optimizers on the chosen loss ({optimizers}).",
        models=counts.get("models", 0),
        losses=counts.get("losses", 0),
        optimizers=counts.get("optimizers", 0),
    )
    if "pairs" in counts:
        compared = say(
            "{compared} Last came training that holds apart what is easily mixed up ({pairs}).",
            compared=compared,
            pairs=counts["pairs"],
        )
    return say("{compared} What was chosen at the end became the final model.", compared=compared)


def verdict(found: Found) -> dict[str, str | Phrase] | None:
    """Return the result in one number and two sentences, once the test set was opened."""
    if found.evaluation is None:
        return None
    accuracy = found.evaluation.accuracy
    return {
        "number": percent(accuracy.value),
        "counted": say(
            "The final model ({model}) was right on {correct} of {n} test photos.",
            model=found.evaluation.model,
            correct=round(accuracy.value * accuracy.n),
            n=accuracy.n,
        ),
        "expect": say(
            "On further photos like these, expect {low} to {high} (interval of 95 %). Guessing "
            "among {labels} labels gives {chance}.",
            low=percent(accuracy.low),
            high=percent(accuracy.high),
            labels=len(found.labels),
            chance=percent(found.chance),
        ),
    }

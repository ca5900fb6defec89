"""The report of a study: one self-contained page in Korean and English, figures and tables.

A pure function of the study's folder: delete what it wrote, write it again, and every byte is the
same. Sections of what is not there yet (a study that was stopped) are left out.
"""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pyojeong import __version__
from pyojeong.core.files import write_text
from pyojeong.core.i18n import LANGUAGES
from pyojeong.lab.phrases import Phrase, clock, label, percent, say
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.sections import (
    Found,
    Section,
    beside,
    data,
    gather,
    photos,
    preprocessing,
    repeat,
    stages,
    test,
)
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
    sections = in_order(found)
    for section in sections:
        for exhibit in section.exhibits:
            for drawing in exhibit.drawings:
                drawing.save(record.folder / "figures")
        for name, rows in section.tables.items():
            write_csv(record.folder / "tables" / f"{name}.csv", rows)
    path = record.folder / "report.html"
    write_text(path, page(found, sections, language))
    return path


def in_order(found: Found) -> list[Section]:
    """Return the sections, as one reads them."""
    every = (
        data.section(found),
        preprocessing.section(found),
        *(stages.section(found, stage) for stage in stages.TITLES),
        test.section(found),
        photos.section(found),
        beside.section(found),
        repeat.section(found),
    )
    return [section for section in every if section is not None]


def page(found: Found, sections: Sequence[Section], language: str) -> str:
    """Return the page as HTML."""
    environment = Environment(
        loader=PackageLoader("pyojeong.lab"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    title = say(found.study.title)
    return environment.get_template("report.html").render(
        t=say,
        label=label,
        pct=percent,
        clock=clock,
        language=language,
        title=title,
        titles={name: title.in_(name) for name in LANGUAGES},
        done=done(found),
        opened=say("Only then were the test photos opened, once.") if found.evaluation else "",
        verdict=verdict(found),
        sections=[
            {"id": section.id, "title": section.title, "template": section.template}
            | dict(section.words)
            for section in sections
        ],
        version=__version__,
    )


def done(found: Found) -> Phrase:
    """Return what was done, in one plain paragraph."""
    counts = {stage: len(rows) for stage, rows in found.stages.items()}
    if max(counts.values()) == 1:
        return say("One model was trained, and kept as it was at its best epoch.")
    return say(
        "Candidates were compared one question at a time: nets ({models}), then losses on the "
        "best net ({losses}), then optimizers on the best loss ({optimizers}). The best of all "
        "became the final model.",
        models=counts.get("models", 0),
        losses=counts.get("losses", 0),
        optimizers=counts.get("optimizers", 0),
    )


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

"""Model card and data card, as Markdown and JSON with the same facts. They go with the weights.

A pure function of the study's folder, in English, with no path but the source as it was asked for.
"""

import re
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pyojeong import __version__
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings
from pyojeong.lab.data_facts import data_facts
from pyojeong.lab.model_facts import model_facts
from pyojeong.lab.phrases import percent
from pyojeong.lab.record import StudyRecord

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def write_cards(record: StudyRecord) -> list[Path]:
    """Write the cards of what a study has so far, data and final model; return their paths.

    Raises:
        DataError: a file of the study is damaged.
        StorageError: the folder cannot be written.
    """
    final = record.final
    facts: dict[str, Settings | None] = {
        "model-card": model_facts(record, final) if final and final.usable else None,
        "data-card": data_facts(record),
    }
    return [path for name, found in facts.items() if found for path in _write(record, name, found)]


def markdown(name: str, facts: Settings) -> str:
    """Return a card as Markdown."""
    environment = Environment(
        loader=PackageLoader("pyojeong.lab"),
        autoescape=False,  # noqa: S701  Markdown, not HTML; `plain` keeps words from being markup
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": plain, "pct": percent}
    return environment.get_template(f"{name}.md").render(facts=facts, version=__version__)


def plain(text: object) -> str:
    """Return text that Markdown shows as it is, in a sentence or in the cell of a table."""
    return SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def _write(record: StudyRecord, name: str, facts: Settings) -> list[Path]:
    folder = record.folder / "cards"
    write_text(folder / f"{name}.md", markdown(name, facts))
    write_text(folder / f"{name}.json", facts.model_dump_json(indent=2) + "\n")
    return [folder / f"{name}.md", folder / f"{name}.json"]

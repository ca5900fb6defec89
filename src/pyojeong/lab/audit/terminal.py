"""The audit as a table for the terminal, with what it means below."""

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pyojeong.core.i18n import translate
from pyojeong.lab.audit import words
from pyojeong.lab.audit.findings import Audit


def table(audit: Audit, language: str) -> Group:
    """Return what was found, one line a kind, and the sentences below."""
    found = Table(
        title=translate("Audit of {source}", language).format(source=escape(audit.source))
    )
    found.add_column(translate("what", language))
    found.add_column(translate("how many", language), justify="right")
    doubts = str(len(audit.label_errors.doubts)) if audit.label_errors else "–"
    for name, count in (
        (translate("files that cannot be read", language), str(len(audit.unreadable))),
        (
            translate("groups of the same bytes", language),
            str(len(audit.exact_duplicate_groups)),
        ),
        (translate("groups of the same pixels", language), str(len(audit.pixel_equal_groups))),
        (
            translate("groups near by perceptual hash", language),
            str(len(audit.near_duplicate_groups)),
        ),
        (
            translate("further groups, by embedding", language),
            str(len(audit.embedding_duplicate_groups)),
        ),
        (translate("pictures under two labels", language), str(len(audit.two_label_pictures))),
        (translate("labels to look at", language), doubts),
        (translate("photos unlike the others", language), str(len(audit.outliers))),
    ):
        found.add_row(name, count)
    phrases = [
        *(words.missed(each) for each in audit.detectors.values()),
        words.crossing(audit),
        words.judge(audit.label_errors),
        words.place(audit.background),
        words.whole(audit),
        words.honoured(audit) if any(audit.honoured.values()) else None,
    ]
    notes = [Text(phrase.in_(language)) for phrase in phrases if phrase is not None]
    return Group(found, *notes)

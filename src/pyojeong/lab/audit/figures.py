"""The two figures of an audit: photos without a face, and labels told without one."""

from pyojeong.core.i18n import mark
from pyojeong.core.labels import display
from pyojeong.lab.audit.background import Background
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.audit.missed import Faces
from pyojeong.lab.phrases import say
from pyojeong.lab.plots import Dot, dots
from pyojeong.lab.sections import Exhibit, exhibit
from pyojeong.lab.statistics import wilson


def every(audit: Audit) -> tuple[Exhibit, ...]:
    """Return the figures: one a detector that looked for faces, and last that of the place."""
    shown = [missed(x) for x in audit.detectors.values() if x.detector != "none"]
    if audit.background:
        shown.append(told(audit.background, audit.labels))
    return tuple(shown)


def missed(found: Faces) -> Exhibit:
    """Return the share of photos without a face, by label."""

    def rows(language: str) -> list[Dot]:
        return [
            Dot(
                display(line.label, language),
                line.rate,
                line.low,
                line.high,
                f"{line.missed} / {line.missed + line.found}",
            )
            for line in found.lines
        ]

    title = say("Photos in which {detector} found no face", detector=found.detector)
    caption = say(
        "Photos in which {detector} found no face, by label, with intervals (95 %); the numbers "
        "count them.",
        detector=found.detector,
    )
    axis = mark("photos without a face")
    name = f"missed-{found.detector}"
    return exhibit(name, title, caption, lambda language: dots(rows(language), language, axis=axis))


def told(found: Background, photos: dict[str, int]) -> Exhibit:
    """Return how well each label is told with the face erased.

    Args:
        found: what the probe found.
        photos: of each label.
    """

    def rows(language: str) -> list[Dot]:
        shown: list[Dot] = []
        for label, recall in found.recalls.items():
            interval = wilson(round(recall * photos[label]), photos[label])
            name = display(label, language)
            shown.append(Dot(name, recall, interval.low, interval.high, f"n = {photos[label]}"))
        return shown

    return exhibit(
        "place",
        say("Labels told with the face erased"),
        say(
            "Photos of each label that a simple probe recognised with the face erased, with "
            "intervals (95 %). The dotted line: the same probe on shuffled labels."
        ),
        lambda language: dots(
            rows(language),
            language,
            axis=mark("recognised without a face"),
            reference=found.shuffled,
        ),
    )

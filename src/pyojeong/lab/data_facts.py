"""What the data card says: facts of a study's folder, and which of them nobody wrote down.

Its questions are those of Gebru et al. 2021, Datasheets for Datasets, section 3, and of
Pushkarna et al. 2022, Data Cards, as far as software can answer them.
"""

from typing import Literal

from pydantic import Field

from pyojeong.core.crops import CropSpec
from pyojeong.core.settings import Settings
from pyojeong.lab.audit.findings import FILE, Audit
from pyojeong.lab.decisions import Action
from pyojeong.lab.groups import load_groups
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.showcase import LabelCount, Showcase

UNKNOWN = (
    "Who is shown, and whether they agreed to be, and to this use.",
    "Who took the photos, when, where, for what, and who chose them.",
    "Who gave them their labels, by which rule, and whether what was felt was ever asked.",
    "Under which licence they may be used or passed on.",
)
# Drawn faces show nobody: what is unknown of them is whether they are like photos.
UNKNOWN_DRAWN = ("How far drawn faces stand for photos of people.",)


class Missed(Settings):
    """Photos of one label in which one detector found no face."""

    detector: str
    label: str
    photos: int
    missed: int


class Checked(Settings):
    """What the audit counted."""

    exact: int = Field(description="groups of the same bytes")
    near: int = Field(description="groups of one picture, equal pixels among them")
    two_labels: int = Field(description="pictures that stand under two labels")
    label_doubts: int | None = Field(description="labels that are probably wrong; None: too few")
    outliers: int
    given_away: tuple[str, ...] = Field(description="labels that the background alone tells")
    grey: int = Field(description="photos without colour")
    named_groups: int = Field(description="persons or others that the data set names")
    depends: dict[str, float] = Field(
        description="detector -> p of missing faces being alike in all labels"
    )
    honoured: dict[Action, int] = Field(description="decisions that a person took before")
    suggested: int = Field(description="decisions that wait for a person")


class DataFacts(Settings):
    """Everything that the data card says; what the folder does not hold is None or empty."""

    title: str
    source: str = Field(description="as it was asked for")
    data: str = Field(description="content hash of the photos, labels and crop")
    photos: int
    formats: dict[str, int] = Field(description="photos of each, by content")
    unreadable: int
    crop: CropSpec
    labels: tuple[LabelCount, ...]
    missed: tuple[Missed, ...] = Field(description="by label and detector")
    split: str = Field(description="hash of the written split")
    split_by: Literal["grouped", "study"]
    seed: int = Field(description="of the split")
    crossing: int = Field(description="groups of duplicates that stand in more than one part")
    audit: Checked | None
    traits: tuple[str, ...] = Field(description="what is recorded of who is shown")
    unknown: tuple[str, ...]


def data_facts(record: StudyRecord) -> DataFacts | None:
    """Read what a study's folder says of its photos; None before they are prepared.

    Raises:
        DataError: a file of it is damaged.
    """
    if not Showcase.path(record).is_file():
        return None
    shown, data, groups = Showcase.load(record), record.study.data, load_groups(record)
    path = record.folder / "audit" / FILE
    audit = Audit.load(path) if path.is_file() else None
    traits = tuple(sorted({group.trait for group in groups.groups})) if groups else ()
    return DataFacts(
        title=record.study.title,
        source=data.source,
        data=shown.data,
        photos=sum(shown.formats.values()),
        formats=shown.formats,
        unreadable=shown.unreadable,
        crop=data.crop,
        labels=shown.labels,
        missed=tuple(missed(shown, data.crop.detector, audit)),
        split=shown.split,
        split_by=data.split,
        seed=data.seed,
        crossing=len(shown.crossing),
        audit=checked(audit) if audit else None,
        traits=traits,
        unknown=tuple(unknown(data.source, audit, traits)),
    )


def missed(shown: Showcase, detector: str, audit: Audit | None) -> list[Missed]:
    """Return in how many photos of each label which detector found no face."""
    if audit is None:
        return [
            Missed(detector=detector, label=x.label, photos=x.found + x.missed, missed=x.missed)
            for x in shown.labels
        ]
    return [
        Missed(detector=name, label=line.label, photos=line.found + line.missed, missed=line.missed)
        for name, found in audit.detectors.items()
        for line in found.lines
    ]


def checked(audit: Audit) -> Checked:
    """Return what an audit counted, without the photos."""
    return Checked(
        exact=len(audit.exact_duplicate_groups),
        near=len(audit.near_duplicate_groups),
        two_labels=len(audit.two_label_pictures),
        label_doubts=len(audit.label_errors.doubts) if audit.label_errors else None,
        outliers=len(audit.outliers),
        given_away=audit.background.given_away if audit.background else (),
        grey=sum(audit.grey.values()),
        named_groups=audit.groups.named,
        depends={
            name: found.dependence.p for name, found in audit.detectors.items() if found.dependence
        },
        honoured=audit.honoured,
        suggested=len(audit.suggestions),
    )


def unknown(source: str, audit: Audit | None, traits: tuple[str, ...]) -> list[str]:
    """Return what nobody wrote down."""
    found = list(UNKNOWN_DRAWN if source.partition(":")[0] == "drawn" else UNKNOWN)
    if not traits:
        found.append("Age, skin tone, sex or origin of who is shown.")
    if audit is None:
        found.append("Duplicates, doubtful labels and outliers: the photos were not audited.")
    elif not audit.groups.named:
        found.append("Which photos show the same person, beyond copies of one picture.")
    return found

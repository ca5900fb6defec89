"""What other data sets said of a study's final model: values, without torch.

A user shows the model a photo, not a crop: a photo in which no face is found is a miss, and counts
as wrong. The accuracy where a face was found stands beside it.
"""

from collections.abc import Sequence

from pydantic import Field

from pyojeong.core.settings import Settings
from pyojeong.lab.proportions import Difference, Share, newcombe
from pyojeong.lab.record import StudyRecord, read_settings

FOLDER = "elsewhere"


class LabelShare(Settings):
    """One label: told rightly, a missed face being wrong, and in how many a face was found."""

    label: str
    recall: Share
    found: Share


class Coverage(Settings):
    """How often the model's set of labels holds the true one, of photos with a face found."""

    promised: float = Field(description="on photos like those it was calibrated on")
    share: Share
    size: float = Field(description="labels in a set, on average")


class Measured(Settings):
    """What the photos of another data set say of a model."""

    accuracy: Share = Field(description="a photo without a found face is wrong")
    accuracy_found: Share = Field(description="of the photos with a face found")
    labels: tuple[LabelShare, ...] = Field(description="those of the photos, in the model's order")
    told: tuple[str, ...] = Field(description="the model's labels")
    lacking: tuple[str, ...] = Field(description="labels of the model that no photo has")
    confusion: tuple[tuple[int, ...], ...] = Field(
        description="[true label, as in `labels`][told label; the last column: no face found]"
    )
    coverage: Coverage | None = Field(description="None where the model is not calibrated")

    @property
    def found(self) -> Share:
        """In how many photos a face was found."""
        return total([label.found for label in self.labels])


class Elsewhere(Settings):
    """What one data set said of the final Run."""

    name: str
    source: str = Field(description="as `open_dataset` takes it")
    beside: str | None = Field(
        description="name of the data set that was asked about first with it"
    )
    run: str = Field(description="hash of the final Run")
    mapping: dict[str, str] = Field(description="label as found -> ours, as it was applied")
    mapping_source: str
    left_out: dict[str, int] = Field(description="labels that the model does not have -> photos")
    unreadable: int = Field(description="photos that could not be opened; left out")
    known: int | None = Field(
        description="photos that the study itself has, in whatever part; left out. None: its "
        "prepared faces are gone, so nobody knows"
    )
    measured: Measured


class Shift(Settings):
    """One data set less another, on the labels of both."""

    labels: tuple[str, ...]
    first: Share
    second: Share
    difference: Difference = Field(description="accuracy, a missed face being wrong")
    found: Difference = Field(description="faces found")


def load_elsewhere(record: StudyRecord) -> list[Elsewhere]:
    """Return every result of a study, each data set followed by those asked about with it.

    Raises:
        DataError: a file is damaged.
    """
    paths = sorted((record.folder / FOLDER).glob("*.json"))
    found = [read_settings(Elsewhere, path, anew=path) for path in paths]
    return sorted(found, key=lambda one: (one.beside or one.name, one.beside is not None, one.name))


def shift(first: Elsewhere, second: Elsewhere) -> Shift | None:
    """Return first less second on the labels that both have, or None where there is none.

    The two show different photos, so the interval is that of independent proportions.
    """
    theirs = {label.label: label for label in second.measured.labels}
    pairs = [
        (label, theirs[label.label]) for label in first.measured.labels if label.label in theirs
    ]
    if not pairs:
        return None
    ours, others = ([pair[side] for pair in pairs] for side in (0, 1))
    right = [total([label.recall for label in labels]) for labels in (ours, others)]
    found = [total([label.found for label in labels]) for labels in (ours, others)]
    return Shift(
        labels=tuple(label.label for label in ours),
        first=right[0],
        second=right[1],
        difference=newcombe(*right),
        found=newcombe(*found),
    )


def total(shares: Sequence[Share]) -> Share:
    """Return several shares of different photos as one."""
    return Share.some(sum(share.hits for share in shares), sum(share.n for share in shares))

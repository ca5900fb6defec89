"""Audit: everything that was found in a data set, as one value; audit.json is its JSON."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings
from pyojeong.lab.audit.background import Background
from pyojeong.lab.audit.groups import Groups
from pyojeong.lab.audit.labels import Labels
from pyojeong.lab.audit.missed import Faces
from pyojeong.lab.audit.outliers import Outlier
from pyojeong.lab.decisions import Action, Decision

FILE = "audit.json"

Keys = tuple[tuple[str, ...], ...]
Check = Literal["label_errors", "background"]


class Unreadable(Settings):
    """One photo that cannot be opened, and why."""

    key: str
    label: str
    error: str


class Counts(Settings):
    """How many groups of copies there are, and how many photos of them are spare.

    across_labels: groups that stand under two labels. across_parts: groups that cross the data
    set's own training, validation and test.
    """

    groups: int
    spare: int
    across_labels: int
    across_parts: int


class Sizes(Settings):
    """Shorter and longer sides in pixels: of the smallest, the middle and the largest photo."""

    smallest: tuple[int, int]
    middle: tuple[int, int]
    largest: tuple[int, int]


class Audit(Settings):
    """What was found in a data set.

    Photos are named by their keys. Groups hold two or more photos, the longest first.
    """

    source: str
    version: str = Field(description="of Pyojeong that wrote it")
    data: str = Field(description="content hash of the prepared data set")
    decided: str = Field("", description="hash of every decision taken before, `keep` too")
    photos: int
    labels: dict[str, int] = Field(description="photos of each")
    embedding: str = Field(description="what described the faces: `hog`, or a net")

    unreadable: tuple[Unreadable, ...]
    exact_duplicate_groups: Keys = Field(description="the same bytes")
    pixel_equal_groups: Keys = Field(description="the same pixels; the same bytes among them")
    near_duplicate_groups: Keys = Field(
        description="near by perceptual hash and one picture, equal pixels among them"
    )
    embedding_duplicate_groups: Keys = Field(
        description="one picture, found by embedding, beyond the near ones"
    )
    two_label_pictures: tuple[dict[str, str], ...] = Field(
        description="copies of one picture under two labels: key -> label"
    )
    copies: dict[Literal["exact", "pixels", "near", "embedding"], Counts]

    faces_missed_by_label: dict[str, int] = Field(description="by the first detector")
    detectors: dict[str, Faces]

    formats: dict[str, int]
    grey: dict[str, int] = Field(description="photos without colour, by label")
    sizes: Sizes | None = Field(description="None where no photo can be read")
    outliers: tuple[Outlier, ...]
    label_errors: Labels | None = Field(description="None where photos are too few for the probe")
    groups: Groups
    background: Background | None = Field(description="None where photos are too few")

    honoured: dict[Action, int] = Field(description="decisions that were taken before")
    suggestions: tuple[Decision, ...] = Field(
        description="what `pyojeong decide --from` takes; the rest is for a person to decide"
    )

    @property
    def too_few(self) -> bool:
        """Whether the probes could not be made."""
        return self.label_errors is None

    def save(self, folder: Path) -> Path:
        """Write audit.json, whole or not at all; return its path.

        Raises:
            StorageError: the folder cannot be written.
        """
        path = folder / FILE
        write_text(path, self.model_dump_json(indent=1) + "\n")
        return path

    @staticmethod
    def load(path: Path) -> "Audit":
        """Read what `save` wrote.

        Raises:
            DataError: it is not there, or no audit of this version.
        """
        try:
            return Audit.model_validate_json(path.read_bytes())
        except OSError as error:
            raise DataError(
                f"There is no audit {path}: run `pyojeong audit DATA --out FOLDER`, and give its "
                f"{FILE}."
            ) from error
        except ValidationError as error:
            raise DataError(
                f"{path} is damaged or was written by another version: run `pyojeong audit` again."
            ) from error

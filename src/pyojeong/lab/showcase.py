"""What a report shows of the photos: counts and a few small pictures, kept in the study's folder.

So that a report is a function of that folder alone, wherever the photos have gone since:

    shown/data.json                     the Showcase
    shown/before-1.jpg, after-1.jpg ... training photos as they came, and as the net sees them
    shown/confused-<hash>.jpg ...       photos that were mixed up, none of them of the test part
    test/photo-01.jpg ...               test photos, in the order of the evaluation; see answer.py
"""

import hashlib
import io
from pathlib import Path

from PIL import Image
from pydantic import Field

from pyojeong.core.files import write_bytes
from pyojeong.core.settings import DIGEST_LENGTH, Settings
from pyojeong.lab.record import StudyRecord, read_settings

PHOTOS = 9  # before and after preprocessing, as in the 2024 study
SIDE = 192  # pixels of a shown picture's longer side: sharp at 96 px on a fine screen


class LabelCount(Settings):
    """Photos of one label: those with a face found and missed, and those in each part."""

    label: str
    found: int
    missed: int
    training: int
    validation: int
    test: int


class Showcase(Settings):
    """What a report says about the data."""

    formats: dict[str, int] = Field(description="photos of each format, by content")
    unreadable: int = Field(description="files that were skipped")
    labels: tuple[LabelCount, ...]
    data: str = Field(description="content hash of the prepared data set")
    split: str = Field(description="hash of the written split")
    crossing: tuple[dict[str, str], ...] = Field(
        description="groups of duplicates that stand in more than one part: key -> part"
    )
    pictures: int = Field(description="of each kind, before and after")

    @property
    def parts(self) -> tuple[int, int, int]:
        """Photos for training, validation and test."""
        return (
            sum(row.training for row in self.labels),
            sum(row.validation for row in self.labels),
            sum(row.test for row in self.labels),
        )

    @staticmethod
    def path(record: StudyRecord) -> Path:
        """Return where it lies."""
        return record.folder / "shown" / "data.json"

    @staticmethod
    def load(record: StudyRecord) -> "Showcase":
        """Read what `show_data` wrote.

        Raises:
            DataError: it is damaged, or was written by another version.
        """
        return read_settings(Showcase, Showcase.path(record))


def confused_picture(record: StudyRecord, key: str) -> Path:
    """Return where the picture of a photo that was mixed up lies: named by a hash of its key."""
    name = hashlib.sha256(key.encode()).hexdigest()[:DIGEST_LENGTH]
    return record.folder / "shown" / f"confused-{name}.jpg"


def save_picture(path: Path, photo: Image.Image) -> None:
    """Write a small JPEG."""
    small = photo.convert("RGB")
    small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=85)
    write_bytes(path, buffer.getvalue())

"""Prepared data sets without pictures, for whatever only reads their rows."""

from pathlib import Path

from pyojeong.core.crops import CropSpec
from pyojeong.lab.datasets import Part
from pyojeong.lab.prepared import Manifest, Prepared, Row


def fake_row(
    key: str,
    label: str,
    group: str | None = None,
    part: Part | None = None,
    phash: int | None = None,
    same: str | None = None,
) -> Row:
    """Return a usable row; rows of the same `same` have the same bytes."""
    name = same or key
    return Row(key, label, group, part, f"file {name}", f"pixels {name}", phash, happened="whole")


def fake_prepared(rows: list[Row]) -> Prepared:
    """Return a prepared data set of these rows."""
    crop = CropSpec(detector="none", missing="whole", size=16)
    manifest = Manifest(
        source="fake", crop=crop, fingerprint="0" * 16, photos=max(len(rows), 1), ignored=0
    )
    return Prepared(Path("fake"), manifest, tuple(rows))

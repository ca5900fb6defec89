"""Views: the same photos once more, with and without their faces."""

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fakes.controls import LABELS, SIDE, planted
from pyojeong.core.errors import DataError
from pyojeong.core.settings import replace
from pyojeong.faces import Face
from pyojeong.faces.crop import resample
from pyojeong.lab.prepared import Prepared, shard_path
from pyojeong.lab.views import FILL, lone_face, view, without_face


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    """Twelve photos, one of each label without a face."""
    return planted(tmp_path, 4, faceless=1)


def test_rows(prepared: Prepared, tmp_path: Path) -> None:
    """A view has the same photos in the same order; those without a face have no picture."""
    seen = view(prepared, "scene", tmp_path / "scene", workers=1)
    same = [(row.key, row.label, row.box, row.source_sha256) for row in prepared.rows]
    assert [(row.key, row.label, row.box, row.source_sha256) for row in seen.rows] == same
    assert [seen.rows[i].key[-7:] for i in seen.usable] == ["001.png", "002.png", "003.png"] * 3
    assert seen.labels == LABELS


def test_scene(prepared: Prepared, tmp_path: Path) -> None:
    """The scene is the whole photo at the size of a crop."""
    seen = view(prepared, "scene", tmp_path / "scene", workers=1)
    index = seen.usable[0]
    photo = np.asarray(Image.open(Path(prepared.source) / seen.rows[index].key))
    assert np.array_equal(seen.pixels([index])[0], resample(photo, prepared.crop.size))


def test_erased(prepared: Prepared, tmp_path: Path) -> None:
    """Where the face was there is one flat colour, and none of the face's own; the rest stays."""
    scene = view(prepared, "scene", tmp_path / "scene", workers=1)
    erased = view(prepared, "erased", tmp_path / "erased", workers=1)
    scale = prepared.crop.size / SIDE
    for index in erased.usable:
        row, before, after = erased.rows[index], scene.pixels([index])[0], erased.pixels([index])[0]
        assert row.box is not None
        left, top, right, bottom = (round(edge * scale) for edge in row.box)
        assert (after[top:bottom, left:right] == FILL).all()
        changed = (before != after).any(axis=2)
        assert changed.sum() < (2.2 * 12 * scale) ** 2
        assert np.array_equal(after[~changed], before[~changed])


def test_erases_a_square() -> None:
    """What is erased is a square about the face, 0.4 of its longer side wider on each side."""
    pixels = np.zeros((100, 100, 3), np.uint8)
    after = without_face(pixels, Face((45, 40, 55, 60), 1.0), margin=0.1)
    y, x = np.nonzero(after.any(axis=2))
    assert (x.min(), x.max() + 1, y.min(), y.max() + 1) == (32, 68, 32, 68)
    assert not pixels.any()


def test_erases_what_the_crop_shows() -> None:
    """A crop with a wide margin never shows what is not erased."""
    after = without_face(np.zeros((100, 100, 3), np.uint8), Face((40, 40, 60, 60), 1.0), margin=1)
    assert after.any(axis=2).sum() == 60 * 60


def test_several_faces(prepared: Prepared) -> None:
    """A photo with several faces takes no part: the others would stay."""
    row = prepared.rows[1]
    assert lone_face(row) is not None
    assert lone_face(dataclasses.replace(row, faces=2)) is None


def test_content_hash(prepared: Prepared, tmp_path: Path) -> None:
    """Every view has a content hash of its own."""
    views = [view(prepared, kind, tmp_path / kind, workers=1) for kind in ("scene", "erased")]
    assert len({prepared.digest, *(seen.digest for seen in views)}) == 3


def test_goes_on(prepared: Prepared, tmp_path: Path) -> None:
    """What is made is not made again, and what is missing is."""
    first = view(prepared, "erased", tmp_path / "erased", workers=1)
    pixels = first.pixels()
    told: list[int] = []
    again = view(
        prepared, "erased", tmp_path / "erased", progress=lambda done, _: told.append(done)
    )
    assert told == [12]
    assert again == first
    shard_path(first.folder, 0).unlink()
    assert np.array_equal(view(prepared, "erased", tmp_path / "erased").pixels(), pixels)


def test_changed_photo(prepared: Prepared, tmp_path: Path) -> None:
    """A photo that is not the one whose face was found is refused by name."""
    Image.new("RGB", (SIDE, SIDE)).save(Path(prepared.source) / "happy" / "002.png")
    with pytest.raises(DataError, match=r"happy/002\.png in .* has changed since its face"):
        view(prepared, "erased", tmp_path / "erased", workers=1)


def test_photo_gone(prepared: Prepared, tmp_path: Path) -> None:
    """Photos that were taken away are counted."""
    (Path(prepared.source) / "sad" / "000.png").unlink()
    with pytest.raises(DataError, match=r"1 of 12 photos are no longer in"):
        view(prepared, "erased", tmp_path / "erased", workers=1)


def test_moved(prepared: Prepared, tmp_path: Path) -> None:
    """A data set that has moved is one sentence."""
    shutil.move(prepared.source, tmp_path / "elsewhere")
    with pytest.raises(DataError, match=r"There is no .*: check the path"):
        view(prepared, "erased", tmp_path / "erased", workers=1)


def test_touched(prepared: Prepared, tmp_path: Path) -> None:
    """Photos that were touched or copied are the same photos, and what was made of them stays."""
    first = view(prepared, "erased", tmp_path / "erased", workers=1)
    touched = replace(prepared.manifest, fingerprint="f" * 16)
    again = view(dataclasses.replace(prepared, manifest=touched), "erased", tmp_path / "erased")
    assert again.manifest.fingerprint == "f" * 16
    assert again.rows == first.rows


def test_other_photos(prepared: Prepared, tmp_path: Path) -> None:
    """A folder with a view of other photos, or with another view, is not written over."""
    view(prepared, "erased", tmp_path / "erased", workers=1)
    rows = (dataclasses.replace(prepared.rows[0], source_sha256="0" * 64), *prepared.rows[1:])
    other = dataclasses.replace(prepared, rows=rows)
    for asked, kind in ((other, "erased"), (prepared, "scene")):
        with pytest.raises(DataError, match="holds a view of other photos: delete it"):
            view(asked, kind, tmp_path / "erased", workers=1)


def test_moved_and_said_so(prepared: Prepared, tmp_path: Path) -> None:
    """A view goes on where its photos lie now, once their faces say where."""
    first = view(prepared, "erased", tmp_path / "erased", workers=1)
    place = shutil.move(prepared.source, tmp_path / "elsewhere")
    moved = replace(prepared.manifest, source=str(place))
    again = view(dataclasses.replace(prepared, manifest=moved), "erased", tmp_path / "erased")
    assert again.source == str(place)
    assert again.rows == first.rows

"""Preparing: every photo gets a row, what is finished is kept, what has changed is refused."""

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from rich.console import Console

from fakes.photos import fake_folder, fake_zip, pattern, photo_files, picture, write_files
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, StorageError, WeightsError
from pyojeong.core.images import Pixels
from pyojeong.drawn import write_folder
from pyojeong.faces import Face
from pyojeong.faces.crop import resample
from pyojeong.lab import prepare as module
from pyojeong.lab.prepare import Prepared, prepare
from pyojeong.lab.prepared import SHARD, shard_path

WHOLE = CropSpec(detector="none", missing="whole", size=16)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of 15 photos with three labels."""
    return fake_folder(tmp_path)


def test_rows(photos: Path, tmp_path: Path) -> None:
    """A row says where a photo is from, what it is, and what happened to it."""
    prepared = prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    row = prepared.rows[6]
    assert (row.key, row.label, row.happened) == ("happy/1.png", "happy", "whole")
    assert (row.width, row.height, row.format, row.faces) == (40, 40, "PNG", 0)
    assert (row.box, row.score, row.landmarks, row.error) == (None, None, None, None)
    assert row.source_sha256 == hashlib.sha256((photos / row.key).read_bytes()).hexdigest()
    assert prepared.labels == ("anger", "happy", "sad")
    assert prepared.source == str(photos)
    assert prepared.crop == WHOLE


def test_pixels(photos: Path, tmp_path: Path) -> None:
    """Crops come back to the last bit, in the order asked for, at any size."""
    prepared = prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    expected = resample(pattern(101), 16)
    assert np.array_equal(prepared.pixels([6])[0], expected)
    assert np.array_equal(prepared.pixels([14, 6, 0])[1], expected)
    assert prepared.pixels(size=8).shape == (15, 8, 8, 3)
    assert prepared.pixels([]).shape == (0, 16, 16, 3)


def test_faces(tmp_path: Path) -> None:
    """Drawn faces are found: box, score and count stand in the row, and `several` is counted."""
    drawn = write_folder(tmp_path / "drawn", count=12, seed=1, size=128, workers=1)
    one = (drawn / "happy" / "0001.png").read_bytes()
    crop = CropSpec(detector="dlib-hog", size=32, missing="skip")
    prepared = prepare(str(drawn), crop, tmp_path / "out", workers=1)
    row = next(row for row in prepared.rows if row.key == "happy/0001.png")
    assert hashlib.sha256(one).hexdigest() == row.source_sha256
    assert row.happened == "face"
    assert row.box is not None
    assert 0 < row.box[2] - row.box[0] < 128
    assert row.score is not None
    assert row.score > 0
    assert prepared.report().total.found == len(prepared.usable) >= 10


def test_landmarks(shared: Path, tmp_path: Path) -> None:
    """YuNet's landmarks lie in the face that was cut out."""
    drawn = write_folder(tmp_path / "drawn", count=12, seed=1, size=128, workers=1)
    weights = shared / "models" / "yunet_n_640_640.onnx"
    out = tmp_path / "out"
    prepared = prepare(str(drawn), CropSpec(size=32), out, weights=weights, workers=1)
    assert len(prepared.usable) >= 10
    for row in (prepared.rows[index] for index in prepared.usable):
        assert row.box is not None
        assert row.landmarks is not None
        assert len(row.landmarks) == 5
        left, top, right, bottom = row.box
        assert all(left < x < right and top < y < bottom for x, y in row.landmarks)


def test_bad_files(photos: Path, tmp_path: Path) -> None:
    """Empty, cut short, and text files are counted and listed; the others are prepared."""
    jpeg = picture(7, "JPEG", 200)
    bad = {
        "happy/empty.jpg": b"",
        "happy/half.jpg": jpeg[: len(jpeg) // 2],
        "sad/text.jpg": b"Dear diary",
    }
    prepared = prepare(str(write_files(photos, bad)), WHOLE, tmp_path / "out", workers=1)
    report = prepared.report()
    assert len(prepared.usable) == 15
    assert [line.unreadable for line in report.lines] == [0, 2, 1]
    assert len(report.errors) == 3
    assert "happy/empty.jpg is empty" in report.errors[0]
    with pytest.raises(DataError, match=r"happy/empty\.jpg has no crop \(unreadable\)"):
        prepared.pixels([next(i for i, r in enumerate(prepared.rows) if r.error)])


class Failing:
    """A detector that fails over wide photos."""

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return no face, or fail as OpenCV does."""
        if pixels.shape[1] > 40:
            raise cv2.error("dst.cols < SHRT_MAX")
        return []


def failing(name: str, weights: Path | None) -> Failing:
    """Open it, in place of the detector `none`."""
    assert (name, weights) == ("none", None)
    return Failing()


def test_failing_detector(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo that the detector fails over is listed; the others are prepared."""
    monkeypatch.setattr(module, "open_detector", failing)
    write_files(photos, {"sad/wide.png": picture(7, side=50)})
    prepared = prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    (lost,) = [row for row in prepared.rows if row.error]
    assert (lost.key, lost.happened) == ("sad/wide.png", "unreadable")
    assert "cannot be searched for a face" in str(lost.error)
    assert len(prepared.usable) == 15


def test_damaged_zip_member(tmp_path: Path) -> None:
    """One damaged member of a zip is listed; the others are prepared."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, photo in photo_files().items():
            archive.writestr(name, photo)
    data = bytearray(path.read_bytes())
    data[41:61] = b"\xff" * 20  # after the local header of 30 bytes and the name of 11
    path.write_bytes(data)
    prepared = prepare(str(path), WHOLE, tmp_path / "out", workers=1)
    assert [row.key for row in prepared.rows if row.error] == ["anger/0.png"]
    assert len(prepared.usable) == 14


def test_brackets(photos: Path, tmp_path: Path) -> None:
    """A label with brackets stands in the table as it is."""
    write_files(photos, {"[bold]odd/1.png": picture(7)})
    report = prepare(str(photos), WHOLE, tmp_path / "out", workers=1).report()
    console = Console(width=120)
    with console.capture() as capture:
        console.print(report.table("en"))
    assert "[bold]odd" in capture.get()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_report(language: str, photos: Path, tmp_path: Path) -> None:
    """The report always says how many have no face and what happened to them."""
    write_files(photos, {f"sad/bad{i}.jpg": b"" for i in range(12)} | {"notes.txt": b""})
    skip = CropSpec(detector="none", missing="skip", size=16)
    for crop in (WHOLE, skip, CropSpec(detector="none", missing="centre", size=16)):
        report = prepare(str(photos), crop, tmp_path / crop.missing, workers=1).report()
        notes = report.notes(language)
        assert "15" in notes[0]
        assert len(notes) == 1 + 1 + 10 + 1
        assert report.table(language)
    assert (report.total.photos, report.total.missed) == (27, 15)


def test_skipped(photos: Path, tmp_path: Path) -> None:
    """A photo without a face has a row but no crop when missing is skip."""
    crop = CropSpec(detector="none", missing="skip", size=16)
    prepared = prepare(str(photos), crop, tmp_path / "out", workers=1)
    assert (len(prepared.rows), prepared.usable, prepared.labels) == (15, (), ())


def test_again(photos: Path, tmp_path: Path) -> None:
    """A second call writes nothing and gives the same."""
    out = tmp_path / "out"
    first = prepare(str(photos), WHOLE, out, workers=1)
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    told: list[tuple[int, ...]] = []
    again = prepare(str(photos), WHOLE, out, workers=1, progress=lambda *x: told.append(x))
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before
    assert (again, told) == (first, [])
    assert Prepared.open(out).digest == first.digest


def test_progress(photos: Path, tmp_path: Path) -> None:
    """Progress begins at what is there and ends at all photos."""
    told: list[tuple[int, ...]] = []
    prepare(str(photos), WHOLE, tmp_path / "out", workers=1, progress=lambda *x: told.append(x))
    assert told == [(done, 15) for done in range(16)]


def test_digest(photos: Path, tmp_path: Path) -> None:
    """The content hash depends on photos, labels and crop; not on paths, names or zip."""
    digests = [
        prepare(source, crop, tmp_path / name, workers=1).digest
        for name, source, crop in (
            ("folder", str(photos), WHOLE),
            ("zip", str(fake_zip(tmp_path)), WHOLE),
            ("copy", str(shutil.copytree(photos, tmp_path / "other")), WHOLE),
            ("crop", str(photos), CropSpec(detector="none", missing="whole", size=17)),
        )
    ]
    (photos / "happy" / "1.png").rename(photos / "sad" / "a.png")
    digests.append(prepare(str(photos), WHOLE, tmp_path / "moved", workers=1).digest)
    assert digests[0] == digests[1] == digests[2]
    assert len(set(digests)) == 3


def test_workers(tmp_path: Path) -> None:
    """Two processes write the very same files as one."""
    source = str(fake_folder(tmp_path, each=16))
    one = prepare(source, WHOLE, tmp_path / "one", workers=1)
    two = prepare(source, WHOLE, tmp_path / "two", workers=2)
    assert one.rows == two.rows
    name = shard_path(Path(), 0)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("change", ["bytes", "more", "fewer", "label"])
def test_changed(change: str, photos: Path, tmp_path: Path) -> None:
    """A changed data set under a prepared one is refused, and nothing is lost."""
    prepared = prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    path = photos / "happy" / "1.png"
    if change == "bytes":
        path.write_bytes(picture(999))
    elif change == "more":
        (photos / "sad" / "new.png").write_bytes(picture(998))
    elif change == "fewer":
        path.unlink()
    else:
        path.rename(photos / "sad" / "1a.png")
    with pytest.raises(DataError, match=r"photos has changed since .*out was prepared"):
        prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    assert Prepared.open(tmp_path / "out").rows == prepared.rows


def test_touched(photos: Path, tmp_path: Path) -> None:
    """A file that was only touched, or cannot be read as before, is no change."""
    write_files(photos, {"sad/bad.jpg": b""})
    (photos / "sad" / "gone.jpg").symlink_to(tmp_path / "gone.jpg")
    prepared = prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    os.utime(photos / "happy" / "1.png", (1, 1))
    assert prepare(str(photos), WHOLE, tmp_path / "out", workers=1).rows == prepared.rows


def test_other_crop(photos: Path, tmp_path: Path) -> None:
    """Faces of another crop are not mixed in."""
    prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    other = CropSpec(detector="none", missing="centre", size=16)
    with pytest.raises(DataError, match="holds faces of another crop"):
        prepare(str(photos), other, tmp_path / "out", workers=1)


def test_weights_first(photos: Path, tmp_path: Path) -> None:
    """Missing weights are said before any work."""
    with pytest.raises(WeightsError, match="cannot be read"):
        prepare(str(photos), CropSpec(), tmp_path / "out", weights=tmp_path / "gone", workers=1)


def test_not_prepared(photos: Path, tmp_path: Path) -> None:
    """A folder without, with unfinished, or with damaged faces is refused by what it lacks."""
    with pytest.raises(DataError, match=r"holds no prepared faces .* run `pyojeong prepare"):
        Prepared.open(tmp_path)
    out = tmp_path / "out"
    prepared = prepare(str(photos), WHOLE, out, workers=1)
    path = shard_path(out, 0)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"faces-00000\.parquet is damaged: delete it"):
        Prepared.open(out)
    with pytest.raises(DataError, match="is damaged"):
        prepared.pixels()
    path.unlink()
    with pytest.raises(DataError, match="is not finished"):
        Prepared.open(out)
    (out / "faces.json").write_text("{}")
    with pytest.raises(DataError, match=r"faces\.json is damaged"):
        Prepared.open(out)


def test_disk_full(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is one sentence, and leaves no half file."""
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if len(data) > 5000:
            real(path, data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageError, match=r"No space left .* finished work is kept"):
        prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["faces.json"]


SCRIPT = """
import sys, time
from pathlib import Path
from pyojeong.core.crops import CropSpec
from pyojeong.lab.prepare import prepare

def slowly(done, total):
    if done > {after}:
        print("now", flush=True)
        time.sleep(60)

crop = CropSpec(detector="none", missing="whole", size=16)
prepare(sys.argv[1], crop, Path(sys.argv[2]), workers=1, progress=slowly)
"""


def test_killed(tmp_path: Path) -> None:
    """Killed in the middle and started again, it goes on with the first unfinished file."""
    files = {f"{'ab'[i % 2]}/{i:03}.png": picture(i, side=8) for i in range(SHARD + 40)}
    source = str(write_files(tmp_path / "many", files))
    out = tmp_path / "out"
    command = [sys.executable, "-c", SCRIPT.format(after=SHARD + 10), source, str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"now\n"
        process.send_signal(signal.SIGKILL)
    kept = shard_path(out, 0).stat().st_mtime_ns
    assert not shard_path(out, 1).exists()
    told: list[tuple[int, ...]] = []
    resumed = prepare(source, WHOLE, out, workers=1, progress=lambda *x: told.append(x))
    assert told[0] == (SHARD, SHARD + 40)
    assert shard_path(out, 0).stat().st_mtime_ns == kept
    whole = prepare(source, WHOLE, tmp_path / "whole", workers=1)
    assert (resumed.rows, resumed.digest) == (whole.rows, whole.digest)
    assert np.array_equal(resumed.pixels(), whole.pixels())


def test_moved(photos: Path, tmp_path: Path) -> None:
    """Photos that were moved are the same photos, and the manifest says where they lie now."""
    prepared = prepare(str(photos), WHOLE, tmp_path / "out", workers=1)
    moved = photos.rename(tmp_path / "moved")
    again = prepare(str(moved), WHOLE, tmp_path / "out", workers=1)
    assert again.source == str(moved)
    assert again.manifest.fingerprint == prepared.manifest.fingerprint
    assert again.rows == prepared.rows

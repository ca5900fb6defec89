"""Small data sets of every kind: drawn patterns that stand for photos, in any shape on disk."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

LABELS = ("anger", "happy", "sad")


def pattern(seed: int, side: int = 40) -> npt.NDArray[np.uint8]:
    """Return uint8 [side, side, 3] of smooth blobs: no two seeds are near each other."""
    coarse = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((side, side), Image.Resampling.BICUBIC))


def picture(seed: int, kind: str = "PNG", side: int = 40, **options: object) -> bytes:
    """Return a pattern as a file of that kind."""
    buffer = io.BytesIO()
    Image.fromarray(pattern(seed, side)).save(buffer, kind, **options)
    return buffer.getvalue()


def photo_files(each: int = 5) -> dict[str, bytes]:
    """Return label/number.png -> bytes."""
    return {
        f"{label}/{number}.png": picture(100 * place + number)
        for place, label in enumerate(LABELS)
        for number in range(each)
    }


def write_files(root: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder; return it."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def fake_folder(root: Path, each: int = 5) -> Path:
    """Write a folder a label."""
    return write_files(root / "photos", photo_files(each))


def fake_zip(root: Path) -> Path:
    """Write the same as a zip, wrapped in a folder, with what macOS adds."""
    path = root / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in photo_files().items():
            archive.writestr(f"My photos/{name}", data)
            archive.writestr(f"__MACOSX/My photos/._{name.replace('/', '_')}", b"junk")
    return path


def fake_csv(root: Path) -> Path:
    """Write a manifest with persons and parts."""
    folder = fake_folder(root)
    path = folder / "manifest.csv"
    parts = ("training", "training", "training", "validation", "test")
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["path", "label", "group", "part"])
        for name in photo_files():
            number = int(Path(name).stem)
            table.writerow([name, name.partition("/")[0], f"person {number}", parts[number]])
    return path


def fake_fer2013_csv(root: Path) -> Path:
    """Write FER2013's CSV: numbered emotions, 48 x 48 grey values, its own names of parts."""
    path = root / "fer2013.csv"
    lines = ["emotion,pixels,Usage"]
    for number in range(21):
        grey = pattern(number, 48)[:, :, 0].ravel()
        usage = ("Training", "PublicTest", "PrivateTest")[number % 3]
        lines.append(f"{number // 3},{' '.join(map(str, grey))},{usage}")
    path.write_text("\n".join(lines) + "\n")
    return path


def fake_fer2013_files() -> dict[str, bytes]:
    """Return FER2013 as its folders: train/ and test/, the parts of test in the names."""
    files: dict[str, bytes] = {}
    for place, label in enumerate(("angry", "happy")):
        for part, folder in (
            ("Training", "train"),
            ("PublicTest", "test"),
            ("PrivateTest", "test"),
        ):
            number = 10 * place + len(part)
            files[f"{folder}/{label}/{part}_{number}.jpg"] = picture(number, "JPEG", 48)
    return files


def fake_fer2013_folder(root: Path) -> Path:
    """Write FER2013's folders."""
    return write_files(root / "fer", fake_fer2013_files())


def fake_fer2013_zip(root: Path) -> Path:
    """Write FER2013's zip."""
    path = root / "fer2013.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in fake_fer2013_files().items():
            archive.writestr(name, data)
    return path


def fake_parquet(root: Path) -> Path:
    """Write what the Hugging Face hub stores: Parquet, numbered labels named in the schema."""
    names = '{"info": {"features": {"label": {"names": ["angry", "joy"], "_type": "ClassLabel"}}}}'
    for part, first in (("train", 0), ("test", 100)):
        table = pa.table(
            {
                "image": [{"bytes": picture(first + i), "path": None} for i in range(6)],
                "label": [i % 2 for i in range(6)],
            }
        ).replace_schema_metadata({"huggingface": names})
        path = root / "hub" / "data" / f"{part}-00000-of-00001.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, path, row_group_size=4)
    return root / "hub"


def fake_named(root: Path) -> Path:
    """Write photos whose names say the feeling, a folder a child."""
    words = ("angry", "happyopen", "Sad")
    return write_files(
        root / "children",
        {
            f"child {child}/{child}-F_{word}.png": picture(100 * place + child)
            for place, word in enumerate(words)
            for child in range(5)
        },
    )


# Kind of data set -> writes a fake of it and returns what `open_dataset` takes. A new kind needs
# a line here: the contract tests ask for it.
FAKES: dict[str, Callable[[Path], str]] = {
    "cafe": lambda root: f"cafe:{fake_named(root)}",
    "csv": lambda root: str(fake_csv(root)),
    "drawn": lambda _root: "drawn:count=18,seed=3,size=48",
    "fer2013": lambda root: str(fake_fer2013_csv(root)),
    "folder": lambda root: str(fake_folder(root)),
    "hf": lambda root: f"hf:{fake_parquet(root)}",
    "kaggle": lambda root: f"kaggle:{fake_folder(root)}",
    "liris-cse": lambda root: f"liris-cse:{fake_named(root)}",
    "zip": lambda root: str(fake_zip(root)),
}

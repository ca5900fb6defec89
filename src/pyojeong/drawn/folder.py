"""A folder of drawn faces, one folder a label, with everything that was drawn in metadata.csv."""

import csv
import io
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from pyojeong.core.errors import SettingsError
from pyojeong.core.files import storage, write_bytes, write_text
from pyojeong.core.labels import EIGHT, SIX
from pyojeong.drawn.raster import to_png
from pyojeong.drawn.sample import Sample, sample, sample_one
from pyojeong.drawn.svg import to_svg

MARK = "drawn.json"
METADATA = "metadata.csv"
ORIGIN = "Drawn by Pyojeong from numbers: nobody is shown."
STYLE = 1  # raised whenever the same seed begins to draw other pictures
BATCH = 24  # pictures a worker draws before it reports: about a third of a second


def write_folder(
    out: Path,
    *,
    count: int = 1200,
    seed: int = 7,
    size: int = 256,
    labels: Sequence[str] = SIX,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write OUT/<label>/<0001>.png and OUT/metadata.csv; a picture's number is its person's.

    What stands there already is kept: an interrupted call goes on, a second one does nothing.

    Args:
        out: the folder; it is made where it is missing.
        count: pictures in all, spread evenly over the labels.
        seed: the same seed draws the same pictures, however many workers there are.
        size: side of the pictures in pixels.
        labels: some of `core.labels.EIGHT`.
        workers: processes; all cores where it is None.
        progress: called with (pictures done, pictures in all).

    Raises:
        SettingsError: the folder holds something else, or an argument is out of range.
        StorageError: the folder cannot be written.
    """
    _check(count, seed, size, labels)
    _claim(out, {"count": count, "seed": seed, "size": size, "labels": list(labels)})
    waiting = [i for i in range(count) if not (out / _file(i, labels)).exists()]
    batches = [waiting[at : at + BATCH] for at in range(0, len(waiting), BATCH)]
    done = count - len(waiting)
    tell = progress or (lambda _done, _all: None)
    tell(done, count)
    for drawn in _work(out, batches, seed, size, tuple(labels), workers or os.cpu_count() or 1):
        done += drawn
        tell(done, count)
    if not (out / METADATA).exists():
        write_text(out / METADATA, _metadata(count, seed, labels))
    return out


def _check(count: int, seed: int, size: int, labels: Sequence[str]) -> None:
    if not 1 <= count <= 1_000_000:
        raise SettingsError(f"count is {count}: ask for 1 to 1,000,000 pictures.")
    if seed < 0:
        raise SettingsError(f"seed is {seed}: choose 0 or a greater whole number.")
    if not 16 <= size <= 2048:
        raise SettingsError(f"size is {size}: choose a side of 16 to 2,048 pixels.")
    unknown = [label for label in labels if label not in EIGHT]
    if unknown or not labels or len(set(labels)) < len(labels):
        raise SettingsError(
            f"Labels {', '.join(labels) or '(none)'} cannot be drawn: choose some of "
            f"{', '.join(EIGHT)}, each once."
        )


def _claim(out: Path, settings: dict[str, object]) -> None:
    """Mark the folder as ours, or refuse to mix pictures into another one."""
    mark = out / MARK
    text = json.dumps({"origin": ORIGIN, "style": STYLE, **settings}, indent=2) + "\n"
    with storage(out):
        if out.exists() and not out.is_dir():
            raise SettingsError(f"{out} is a file: name a new or an empty folder.")
        if mark.exists():
            if mark.read_text() != text:
                raise SettingsError(
                    f"{out} holds drawn faces of other settings (see {MARK}): name another "
                    "folder, or delete this one."
                )
        elif out.is_dir() and any(out.iterdir()):
            raise SettingsError(
                f"{out} holds other files: name a new or an empty folder for the drawn faces."
            )
        else:
            write_text(mark, text)


def _work(
    out: Path,
    batches: list[list[int]],
    seed: int,
    size: int,
    labels: tuple[str, ...],
    workers: int,
) -> Iterator[int]:
    """Give the number of pictures of every finished batch."""
    if workers == 1 or len(batches) < 2:
        for batch in batches:
            yield _draw(out, batch, seed, size, labels)
        return
    # A fresh interpreter a worker: forking a process that runs threads can lock up.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(batches)), mp_context=context) as pool:
        jobs = [pool.submit(_draw, out, batch, seed, size, labels) for batch in batches]
        try:
            for job in as_completed(jobs):
                yield job.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _draw(out: Path, batch: list[int], seed: int, size: int, labels: tuple[str, ...]) -> int:
    for index in batch:
        one = sample_one(index, seed, labels)
        write_bytes(out / _file(index, labels), to_png(to_svg(one.face), size))
    return len(batch)


def _file(index: int, labels: Sequence[str]) -> str:
    person, place = divmod(index, len(labels))
    return f"{labels[place]}/{person + 1:04}.png"


def _metadata(count: int, seed: int, labels: Sequence[str]) -> str:
    text = io.StringIO()
    rows = [
        _row(_file(index, labels), one) for index, one in enumerate(sample(count, seed, labels))
    ]
    table = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def _row(file: str, one: Sample) -> dict[str, object]:
    face, person = one.face, one.face.identity
    return {
        "file": file,
        "label": one.label,
        "person": f"drawn-{one.person:04}",
        "origin": "drawn",
        "intensity": one.intensity,
        "age": person.age,
        "tone": person.tone,
        "glasses": person.glasses,
        "beard": person.beard,
        "hair": person.hair,
        "roll": face.pose.roll,
        "turn": face.pose.turn,
        "light": face.light.side,
        "asymmetry": face.asymmetry,
        **{f"au{number}": strength for number, strength in face.units.by_number().items()},
    }

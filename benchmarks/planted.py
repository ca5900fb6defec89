"""What does the audit find of planted faults, and how often does it cry wolf?

    python benchmarks/planted.py --people 200

Drawn faces of everybody in every label; copies of each kind, 5 % wrong labels, and a mark in the
corner of one label's photos. Prints planted, found and false alarms.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fakes.planted import Planted, plant
from pyojeong.core.crops import CropSpec
from pyojeong.lab.audit.conduct import audit
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.prepare import prepare

CROP = CropSpec(detector="dlib-hog", margin=0.05, size=128, missing="whole")


def look_through(planted: Planted, faces: Path) -> Audit:
    """Return the audit of planted photos."""
    source = str(planted.folder)
    prepared = prepare(source, CROP, faces)
    return audit({CROP.detector: prepared}, open_dataset(source))


def found_copies(planted: Planted, found: Audit) -> tuple[dict[str, int], int]:
    """Return how many copies of each kind were found, and how many pairs are none."""
    groups = [set(x) for x in (*found.near_duplicate_groups, *found.embedding_duplicate_groups)]
    hits = {
        kind: sum(any({*pair} <= group for group in groups) for pair in pairs)
        for kind, pairs in planted.copies.items()
    }
    known = [{*pair} for pairs in planted.copies.values() for pair in pairs]
    return hits, sum(not any(pair <= group for pair in known) for group in groups)


def found_labels(planted: Planted, found: Audit) -> tuple[int, int]:
    """Return how many wrong labels were doubted, and how many right ones."""
    doubts = {x.key for x in found.label_errors.doubts} if found.label_errors else set[str]()
    return len(doubts & set(planted.swapped)), len(doubts - set(planted.swapped))


def main() -> None:
    """Print one line a kind of fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--copies", type=int, default=25, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for stamped in (None, "fear"):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            planted = plant(
                folder / "photos", options.people, options.copies, options.seed, stamped
            )
            start = time.monotonic()
            found = look_through(planted, folder / "faces")
            print(f"{found.photos} photos, mark on {stamped}: {time.monotonic() - start:.0f} s")
        hits, false = found_copies(planted, found)
        for kind, count in hits.items():
            print(f"  copies, {kind}: {count} of {len(planted.copies[kind])} found")
        print(f"  copies: {false} false alarms")
        right, wrong = found_labels(planted, found)
        print(f"  wrong labels: {right} of {len(planted.swapped)} found, {wrong} false alarms")
        given = found.background.given_away if found.background else ()
        print(f"  labels given away by the place: {', '.join(given) or 'none'}")


if __name__ == "__main__":
    main()

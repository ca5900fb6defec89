"""Do the controls find a mark that gives a label away, and nothing where there is none?

    python benchmarks/controls.py

Drawn faces, as they are and with a small mark in a corner of every happy one: what each control
comes to, and how many happy photos are told without a face. Drawn faces stand before plain
backgrounds, and hair, clothes and colours are drawn without a look at the label: where nothing is
marked, nothing should survive.
"""

import argparse
from pathlib import Path

from PIL import Image

from pyojeong.core.crops import CropSpec
from pyojeong.core.files import write_text
from pyojeong.drawn import write_folder
from pyojeong.lab.controls import conduct_controls
from pyojeong.lab.prepare import prepare
from pyojeong.lab.recipe import Comparison, Data, Study, Training
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.split import make_split
from pyojeong.lab.study import set_out
from pyojeong.lab.survival import Controls
from pyojeong.lab.watcher import Watcher

MARKED = "happy"
MARK = 10  # pixels of the mark's side; photos have 128
TRAINING = Training(
    model="lenet5",
    size=32,
    epochs=60,
    learning_rate=2e-3,
    schedule="cosine",
    augment="none",
    keep="last",
)


def main() -> None:
    """Print a block for each data set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--out", type=Path, default=Path("runs/controls"))
    options = parser.parse_args()
    for name, marked in (("plain", False), ("marked", True)):
        folder = options.out / name
        photos = write_folder(folder / "photos", count=options.count, size=128)
        if marked:
            for path in (photos / MARKED).glob("*.png"):
                mark(path)
        show(name, conduct(photos, folder))


def mark(path: Path) -> None:
    """Paint a corner of a photo."""
    with Image.open(path) as photo:
        photo.paste((200, 30, 30), (0, 0, MARK, MARK))
        photo.save(path)


def conduct(photos: Path, folder: Path) -> Controls:
    """Prepare the photos and conduct the controls."""
    crop = CropSpec(detector="dlib-hog", margin=0.15, size=64)
    prepared = prepare(str(photos), crop, folder / "faces")
    study = Study(
        name="controls",
        title="Controls",
        data=Data(source=str(photos), crop=crop),
        base=TRAINING,
        models=(TRAINING.model,),
        losses=(TRAINING.loss,),
        optimizers=(TRAINING.optimizer,),
        comparison=Comparison(folds=5),
        controls=True,
    )
    write_text(folder / "study.json", study.model_dump_json())
    split = make_split(prepared, study.data.fractions, study.data.seed, grouped=True)
    bench = set_out(study, StudyRecord(folder), prepared, split, "auto", tensorboard=False)
    return conduct_controls(bench, TRAINING, Watcher())


def show(name: str, controls: Controls) -> None:
    """Print what the controls came to."""
    place = controls.labels.index(MARKED)
    print(f"{name}: n = {controls.n}, guessing {controls.largest:.3f}")
    for view in ("face", "scene", "erased", "frame", "shuffled"):
        one = getattr(controls, view)
        print(
            f"  {view:9} {one.accuracy:.3f} ({one.low:.3f} to {one.high:.3f}), p of guessing "
            f"{one.p:.3g}; {MARKED} told in {one.recalls[place]:.0%}"
        )
    if controls.survives:
        kept = controls.survives
        print(f"  survives: {kept.share:.2f} ({kept.low:.2f} to {kept.high:.2f})")


if __name__ == "__main__":
    main()

"""A Blend that trains in seconds: drawn faces for the six, patterns for the labels they lack."""

from pathlib import Path

from fakes.photos import picture, write_files
from pyojeong.core.crops import CropSpec
from pyojeong.core.labels import EIGHT
from pyojeong.lab.recipe import Blend, Portion, Training

WHOLE = CropSpec(detector="none", missing="whole", size=32)
FACES = CropSpec(detector="dlib-hog", size=32)


def patterns(root: Path, each: int = 6) -> Path:
    """Write a folder of patterns, labelled neutral and surprise; one stands there twice."""
    files = {
        f"{label}/{number}.png": picture(100 * place + number, side=32)
        for place, label in enumerate(("neutral", "surprise"))
        for number in range(each)
    }
    return write_files(root, files)


def tiny_blend() -> Blend:
    """Return a blend of drawn faces, seen by two crops, and of a folder that must be given."""
    return Blend(
        name="tiny",
        title="Tiny",
        labels=EIGHT,
        portions=(
            Portion(
                name="drawn",
                source="drawn:count=60,seed=1,size=96",
                crops=(WHOLE, FACES),
                repeats=2,
                hidden={"surprise": ("fear",)},
            ),
            Portion(name="patterns", source=None, crops=(WHOLE,), validates=False),
        ),
        crop=WHOLE,
        also=(FACES,),
        training=Training(
            model="lenet5",
            loss="label_smoothing",
            size=32,
            epochs=2,
            batch=16,
            learning_rate=1e-3,
            augment="anywhere",
            keep="last",
        ),
    )

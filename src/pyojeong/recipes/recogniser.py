"""The weights that come with Pyojeong, so that anyone can make them again, in two Runs.

`recogniser-start` takes a net of face recognition to feelings, with photos small enough for a CPU;
`recogniser` goes on from there with larger ones. The second is a warm restart (Loshchilov and
Hutter 2017, arXiv:1608.03983): after 21 epochs the first still errs on one in four of the photos
that it learns from.
"""

from pyojeong.core.crops import CropSpec
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.lab.phrases import mark
from pyojeong.lab.recipe import Blend, Portion, Training, Weights
from pyojeong.recipes import BLENDS

START, SIZE = 64, 80  # px: FER2013 has 48, but a net halves its maps four times


@BLENDS.register("recogniser-start")
def start() -> Blend:
    """The first Run: from the weights given with --weights, best those of face recognition."""
    return blend(
        "recogniser-start",
        mark("Where the recogniser's own weights start"),
        Training(
            model="mobilefacenet",
            weights=Weights(kind="none"),
            loss="label_smoothing",
            optimizer="adamw",
            learning_rate=3e-3,
            schedule="cosine",
            augment="anywhere",
            size=START,
            smaller=(48, 56),
            epochs=21,
            batch=128,
            keep="last",
        ),
    )


@BLENDS.register("recogniser")
def recogniser() -> Blend:
    """The second Run: from the first one's weights, given with --weights run:FOLDER/run."""
    first = start()
    training = replace(first.training, learning_rate=1.5e-3, size=SIZE, smaller=(64, 72), epochs=16)
    return replace(
        blend("recogniser", mark("The recogniser's own weights"), training), after=first.name
    )


def blend(name: str, title: str, training: Training) -> Blend:
    """Return eight labels from FER2013, the six emotions with pain, and drawn faces."""
    # What FER2013 shows is what YuNet's box shows made square: of 250 of its photos, enlarged and
    # padded, YuNet's box is 1.02 of the frame high and lies 0.005 beside its middle (medians).
    yunet = CropSpec(detector="yunet", margin=0.0, square=True, size=training.size, missing="skip")
    # dlib's box is 0.81 of that frame and lies a tenth lower.
    dlib = CropSpec(
        detector="dlib-hog", choose="largest", margin=0.12, square=True, size=training.size
    )
    return Blend(
        name=name,
        title=title,
        labels=EIGHT,
        portions=(
            Portion(
                name="fer2013",
                source=None,
                crops=(CropSpec(detector="none", size=48, missing="whole"),),
                # Nobody in neutral, happy or surprised photos is in pain; in the others one may be.
                hidden={"pain": ("anger", "disgust", "fear", "sad")},
            ),
            Portion(
                name="six-emotions",
                source=None,
                crops=(yunet, dlib),
                repeats=2,
                hidden={"neutral": ("sad",), "surprise": ("fear",)},
            ),
            Portion(
                name="drawn",
                source="drawn:count=1200,seed=11,size=160",
                crops=(yunet,),
                hidden={"neutral": ("sad",), "surprise": ("fear",)},
                validates=False,  # real faces are what the net is for
            ),
        ),
        crop=yunet,
        also=(dlib,),
        training=training,
    )

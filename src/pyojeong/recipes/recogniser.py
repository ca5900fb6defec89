"""The weights that come with Pyojeong, so that anyone can make them again, in two Runs.

`recogniser-start` takes a net of face recognition to feelings, with photos small enough for a CPU;
`recogniser` goes on from there with larger ones. The second is a warm restart (Loshchilov and
Hutter 2017, arXiv:1608.03983): after 21 epochs the first still errs on one in four of the photos
that it learns from.
"""

from pyojeong.core.crops import CropSpec
from pyojeong.core.i18n import mark
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.lab.recipe import Blend, Portion, Training, Weights
from pyojeong.recipes import BLENDS

START, SIZE = 64, 80  # px: FER2013 has 48, but a net halves its maps four times


# Where a data set has six labels alone, neutral and surprised faces may hide among these.
HIDDEN = {"neutral": ("sad",), "surprise": ("fear",)}


def yunet(side: int) -> CropSpec:
    """Return YuNet's box made square.

    It shows what FER2013 shows: of 250 of its photos, enlarged and padded, YuNet's box is 1.02 of
    the frame high and lies 0.005 beside its middle (medians).
    """
    return CropSpec(detector="yunet", margin=0.0, square=True, size=side, missing="skip")


def dlib(side: int) -> CropSpec:
    """Return dlib's box with a margin: alone it is 0.81 of that frame, and a tenth lower."""
    return CropSpec(detector="dlib-hog", choose="largest", margin=0.12, square=True, size=side)


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
        Portion(
            name="drawn",
            source="drawn:count=1200,seed=11,size=160",
            crops=(yunet(START),),
            hidden=HIDDEN,
            validates=False,  # real faces are what the net is for
        ),
    )


@BLENDS.register("recogniser")
def recogniser() -> Blend:
    """The second Run: from the first one's weights, given with --weights run:FOLDER/run."""
    first = start()
    made = blend(
        "recogniser",
        mark("The recogniser's own weights"),
        replace(
            first.training,
            learning_rate=1.5e-3,
            size=SIZE,
            smaller=(64, 72),
            epochs=12,
            precise_norms=True,
        ),
        # Other people than the first Run's, and all eight labels: six alone had taught it that
        # nobody who is drawn is ever at rest.
        Portion(
            name="drawn",
            source="drawn:count=1600,seed=12,size=160,labels=eight",
            crops=(yunet(SIZE), dlib(SIZE)),
            validates=False,
        ),
    )
    return replace(made, after=first.name)


def blend(name: str, title: str, training: Training, drawn: Portion) -> Blend:
    """Return eight labels from FER2013, the six emotions with pain, and drawn faces."""
    side = training.size
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
                crops=(yunet(side), dlib(side)),
                repeats=2,
                hidden=HIDDEN,
            ),
            drawn,
        ),
        crop=yunet(side),
        also=(dlib(side),),
        training=training,
    )

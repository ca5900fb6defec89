"""`recogniser`: the weights that come with Pyojeong, so that anyone can make them again."""

from pyojeong.core.crops import CropSpec
from pyojeong.core.labels import EIGHT
from pyojeong.lab.phrases import mark
from pyojeong.lab.recipe import Blend, Portion, Training, Weights
from pyojeong.recipes import BLENDS

SIZE = 64  # px: FER2013 has 48, and little more is seen of a feeling

# What FER2013 shows is what YuNet's box shows made square: of 250 of its photos, enlarged and
# padded, YuNet's box is 1.02 of the frame high and lies 0.005 beside its middle (medians).
YUNET = CropSpec(detector="yunet", margin=0.0, square=True, size=SIZE, missing="skip")
# dlib's box is 0.81 of that frame and lies a tenth lower.
DLIB = CropSpec(detector="dlib-hog", choose="largest", margin=0.12, square=True, size=SIZE)


@BLENDS.register("recogniser")
def recogniser() -> Blend:
    """Eight labels from FER2013, the six emotions with pain, and drawn faces; MobileFaceNet."""
    return Blend(
        name="recogniser",
        title=mark("The recogniser's own weights"),
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
                crops=(YUNET, DLIB),
                repeats=2,
                hidden={"neutral": ("sad",), "surprise": ("fear",)},
            ),
            Portion(
                name="drawn",
                source="drawn:count=1200,seed=11,size=160",
                crops=(YUNET,),
                hidden={"neutral": ("sad",), "surprise": ("fear",)},
                validates=False,  # real faces are what the net is for
            ),
        ),
        crop=YUNET,
        also=(DLIB,),
        training=Training(
            model="mobilefacenet",
            weights=Weights(kind="none"),  # those of face recognition are given with --weights
            loss="label_smoothing",
            optimizer="adamw",
            learning_rate=3e-3,
            schedule="cosine",
            augment="anywhere",
            size=SIZE,
            smaller=(48, 56),
            epochs=21,
            batch=128,
            keep="last",
        ),
    )

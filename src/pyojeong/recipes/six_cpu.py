"""`six_cpu`: a real result on the six emotions, on a CPU, in under 90 minutes."""

from pyojeong.core.crops import CropSpec
from pyojeong.lab.recipe import Data, Study, Training, Weights
from pyojeong.recipes import RECIPES
from pyojeong.recipes.report_2024 import KAGGLE


@RECIPES.register("six_cpu")
def six_cpu(source: str | None = None) -> Study:
    """Six emotions, faces by YuNet, DenseNet-169 and MobileNetV2 from given weights."""
    return Study(
        name="six_cpu",
        title="Six emotions on a CPU",
        data=Data(
            source=source or KAGGLE,
            crop=CropSpec(detector="yunet", margin=0.15, square=True, size=160, missing="whole"),
        ),
        base=Training(
            model="densenet169",
            weights=Weights(kind="imagenet"),
            learning_rate=1e-4,
            schedule="cosine",
            size=160,
            epochs=8,
            batch=16,
        ),
        models=("densenet169", "mobilenet_v2"),
        losses=("cross_entropy", "label_smoothing", "focal"),
        optimizers=("adam", "adamw", "rmsprop"),
    )

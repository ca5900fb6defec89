"""`six_cpu`: a real result on the six emotions, on a CPU, in under 90 minutes."""

from pyojeong.core.crops import CropSpec
from pyojeong.core.i18n import mark
from pyojeong.lab.recipe import Data, Study, Training, Weights
from pyojeong.recipes import RECIPES
from pyojeong.recipes.report_2024 import KAGGLE


@RECIPES.register("six_cpu")
def six_cpu(source: str | None = None) -> Study:
    """Six emotions, faces by YuNet, DenseNet-169 and MobileNetV2 from given weights."""
    return Study(
        name="six_cpu",
        title=mark("Six emotions on a CPU"),
        data=Data(
            source=source or KAGGLE,
            crop=CropSpec(detector="yunet", margin=0.15, square=True, size=160, missing="whole"),
        ),
        base=Training(
            model="densenet169",
            weights=Weights(kind="imagenet"),
            learning_rate=2e-4,  # a cosine over few epochs wants more than 2024's 1e-5 over thirty
            schedule="cosine",
            size=160,  # half the work of 224 px, and half again as much as a typical face has
            epochs=6,
            batch=16,
        ),
        models=("densenet169", "mobilenet_v2"),
        losses=("cross_entropy", "mse", "multi_label_soft_margin", "multi_margin"),
        # The two that the 2024 study could not tell apart, and the field's default since. At one
        # learning rate for all, SGD and Adagrad would only be starved, as they were then.
        optimizers=("adam", "rmsprop", "adamw"),
    )

"""`rigorous`: every claim tested; and `six_rigorous_cpu`, the same for a CPU with given weights."""

from pyojeong.core.crops import CropSpec
from pyojeong.core.i18n import mark
from pyojeong.core.settings import replace
from pyojeong.lab.recipe import Comparison, Data, Own, Study, Training, Weights
from pyojeong.recipes import RECIPES
from pyojeong.recipes.report_2024 import KAGGLE

# One grid for all, wide enough that SGD and Adagrad find their own place as Adam does.
LEARNING_RATES = (3e-4, 1e-3, 3e-3, 1e-2, 3e-2)

# Named before anything is trained. Anger and disgust: what the 2024 study wanted told apart, and
# children do last (Widen and Russell 2013). Disgust and pain: they share lowered brows, raised
# cheeks and upper lip (Kunz, Peter, Huster and Lautenbacher 2013, PLoS ONE 8(12) e83277).
PAIRS = (("anger", "disgust"), ("disgust", "pain"))


@RECIPES.register("rigorous")
def rigorous(source: str | None = None) -> Study:
    """Audit, controls, seeds x folds, a fair race, ties; fine-tuned nets: for a GPU."""
    return Study(
        name="rigorous",
        title=mark("Claims that hold"),
        data=Data(
            source=source or KAGGLE,
            # Where no face is found the scene would be learnt: such a photo is left out.
            crop=CropSpec(detector="yunet", margin=0.15, square=True, size=224, missing="skip"),
        ),
        base=Training(
            model="resnet50",
            weights=Weights(kind="imagenet"),
            schedule="cosine",
            epochs=15,
            batch=32,
            keep="last",  # no epoch is chosen by the photos that it is scored on
        ),
        models=("resnet50", "densenet169", "efficientnet_b0", "mobilenet_v3_small", "resnet152"),
        losses=("cross_entropy", "mse", "multi_label_soft_margin", "multi_margin"),
        optimizers=("adam", "adagrad", "rmsprop", "sgd", "ranger"),
        comparison=Comparison(
            folds=5, seeds=3, learning_rates=(1e-5, 1e-4, 1e-3, 1e-2), rule="simplest_tie"
        ),
        pairs=PAIRS,
        audit=True,
        controls=True,
    )


@RECIPES.register("six_rigorous_cpu")
def six_rigorous_cpu(source: str | None = None) -> Study:
    """The same on a CPU: frozen DenseNet-169 and MobileNetV2, LeNet-5 from scratch."""
    frozen = Own(trainable="head")
    return replace(
        rigorous(source),
        name="six_rigorous_cpu",
        title=mark("Claims that hold, on a CPU"),
        base=Training(
            model="densenet169",
            weights=Weights(kind="imagenet"),
            schedule="cosine",
            augment="none",  # a frozen net then sees every photo once
            epochs=10,  # a head on standardised features has then learnt what it will
            batch=16,
            keep="last",
        ),
        models=("densenet169", "mobilenet_v2", "lenet5"),
        own={
            "densenet169": frozen,
            "mobilenet_v2": frozen,
            "lenet5": Own(weights=Weights(kind="none"), size=64, epochs=15),
        },
        comparison=Comparison(folds=5, seeds=3, learning_rates=LEARNING_RATES, rule="simplest_tie"),
    )

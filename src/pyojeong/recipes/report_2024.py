"""`report_2024`: the protocol of the 2024 Korean student study, to the letter."""

from pyojeong.core.crops import STUDY_2024
from pyojeong.core.i18n import mark
from pyojeong.lab.recipe import Data, Own, Study, Training, Weights
from pyojeong.recipes import RECIPES

KAGGLE = "kaggle:yousefmohamed20/sentiment-images-classifier"

# In the order of the study's report. Its "SENet" was SqueezeNet 1.0, its "DenseNet" the 121.
MODELS = (
    "resnet50",
    "lenet5",
    "alexnet",
    "vgg16",
    "squeezenet1_0",
    "efficientnet_b0",
    "densenet121",
    "resnet152",
)


@RECIPES.register("report_2024")
def report_2024(source: str | None = None) -> Study:
    """The 2024 study: eight nets, four losses, five optimizers, 30 epochs each, as it was done."""
    return Study(
        name="report_2024",
        title=mark("The 2024 study, repeated"),
        data=Data(source=source or KAGGLE, crop=STUDY_2024, split="study"),
        base=Training(model="resnet152", weights=Weights(kind="imagenet")),
        models=MODELS,
        losses=("cross_entropy", "mse", "multi_label_soft_margin", "multi_margin"),
        optimizers=("adam", "adagrad", "rmsprop", "sgd", "ranger"),
        own={
            "lenet5": Own(weights=Weights(kind="none"))
        },  # nobody publishes ImageNet weights for it
    )

"""The 2024 study's published numbers, as data: a report shows them beside its own.

Source: the study's own report (Korean, 2024), sections 3 and 4; the protocol is the recipe
`report_2024`. Every number is the best validation accuracy of 30 epochs.
"""

from dataclasses import dataclass

from pyojeong.lab.record import Stage

N = 237  # validation photos; the test photos (245) were never scored


@dataclass(frozen=True)
class Published:
    """One published score.

    stage: what was compared. name: as the study wrote it. ours: the same part in our registries.
    accuracy: best validation accuracy, 0 to 1.
    """

    stage: Stage
    name: str
    ours: str
    accuracy: float

    @property
    def correct(self) -> int:
        """How many of the N photos that was."""
        return round(self.accuracy * N)


SCORES = (
    Published("models", "ResNet-50", "resnet50", 0.7173),
    Published("models", "LeNet-5", "lenet5", 0.2827),
    Published("models", "AlexNet", "alexnet", 0.6624),
    Published("models", "VGG-16", "vgg16", 0.7131),
    Published("models", "SENet", "squeezenet1_0", 0.6034),  # its code built SqueezeNet 1.0
    Published("models", "EfficientNet-B0", "efficientnet_b0", 0.5232),
    Published("models", "DenseNet", "densenet121", 0.6371),  # it does not say which DenseNet
    Published("models", "ResNet-152", "resnet152", 0.7426),
    Published("losses", "CrossEntropy", "cross_entropy", 0.7722),
    Published("losses", "MSE", "mse", 0.6962),
    Published("losses", "MultiLabelSoftMargin", "multi_label_soft_margin", 0.7511),
    Published("losses", "MultiMargin", "multi_margin", 0.7553),
    Published("optimizers", "Adam", "adam", 0.7511),
    Published("optimizers", "Adagrad", "adagrad", 0.3333),
    Published("optimizers", "RMSprop", "rmsprop", 0.7553),
    Published("optimizers", "SGD", "sgd", 0.3671),
    Published("optimizers", "Ranger", "ranger", 0.6624),
)

# The very same setting (ResNet-152, cross entropy, Adam) stands in all three stages.
REPEATS = (0.7426, 0.7722, 0.7511)


def stage(name: Stage) -> list[Published]:
    """Return what the study published for one stage, in its order."""
    return [score for score in SCORES if score.stage == name]

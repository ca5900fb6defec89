"""One logistic loss a label, against one-hot labels, as the 2024 study had it."""

from torch import Tensor
from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss, Task


@LOSSES.register("multi_label_soft_margin")
def multi_label_soft_margin(task: Task) -> Loss:
    """Return the mean of -log sigmoid(logit) for the truth and -log sigmoid(-logit) elsewhere."""
    labels = len(task.labels)

    def loss(logits: Tensor, truth: Tensor) -> Tensor:
        return functional.multilabel_soft_margin_loss(
            logits, functional.one_hot(truth, labels).to(logits)
        )

    return loss

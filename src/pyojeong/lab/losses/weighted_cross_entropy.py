"""Cross entropy in which every label weighs the same, however few its photos.

King and Zeng 2001, "Logistic regression in rare events data": weight = photos / (labels * count).
"""

import torch
from torch import Tensor
from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss, Task


@LOSSES.register("weighted_cross_entropy")
def weighted_cross_entropy(task: Task) -> Loss:
    """Return the weighted mean of -log softmax(logits)[truth]; a label without photos has 0."""
    total = sum(task.counts)
    shares = [total / (len(task.counts) * n) if n else 0.0 for n in task.counts]
    weights = torch.tensor(shares, dtype=torch.float64)

    def loss(logits: Tensor, truth: Tensor) -> Tensor:
        return functional.cross_entropy(logits, truth, weight=weights.to(logits))

    return loss

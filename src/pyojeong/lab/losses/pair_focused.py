"""Cross entropy that also asks, within each pair that is mixed up, which of the two it is.

That p_y / (p_y + p_r) is the chance of y where only y and r are asked for is Bradley and Terry
1952, "Rank analysis of incomplete block designs"; Hastie and Tibshirani 1998, "Classification by
pairwise coupling", make a classifier of many labels of such pairs. To add the cross entropy of a
few named pairs to that of all labels is our own, and is to be measured, not believed.
"""

import torch
from torch import Tensor
from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss, Task
from pyojeong.lab.pairs import places

# A pair counts as much as all labels together. Ours, and not tuned: to choose it by a score would
# need photos that nothing else is measured on.
WEIGHT = 1.0


@LOSSES.register("pair_focused")
def pair_focused(task: Task) -> Loss:
    """Return the mean of -log p_y - WEIGHT * sum over pairs (y, r) of log(p_y / (p_y + p_r)).

    y is the truth; photos of labels in no pair, and all without pairs, have plain cross entropy.

    Raises:
        SettingsError: a pair is not two of the labels.
    """
    rivals = rivals_of(task)

    def loss(logits: Tensor, truth: Tensor) -> Tensor:
        own = logits.gather(1, truth[:, None])
        # -log(p_y / (p_y + p_r)) = log(1 + exp(z_r - z_y)), for every r: [batch, label]
        apart = functional.softplus(logits - own)
        within = (apart * rivals.to(logits)[truth]).sum(dim=1).mean()
        return functional.cross_entropy(logits, truth) + WEIGHT * within

    return loss


def rivals_of(task: Task) -> Tensor:
    """Return 1 where two labels are a pair, whichever is named first, else 0: [label, label].

    Raises:
        SettingsError: a pair is not two of the labels.
    """
    rivals = torch.zeros(len(task.labels), len(task.labels))
    for a, b in places(task.pairs, task.labels):
        rivals[a, b] = rivals[b, a] = 1
    return rivals

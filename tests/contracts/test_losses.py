"""Every loss of the registry keeps the same promises, and is the formula of its paper."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from pyojeong.core.errors import SettingsError
from pyojeong.lab.losses import LOSSES, LossFactory, Task

LABELS = ("anger", "disgust", "fear", "happy")
COUNTS = (10, 20, 30, 40)
TRUTH = torch.tensor([0, 3, 1, 1, 2, 0])
TASK = Task(LABELS, COUNTS)
# Label 0 stands in two pairs, label 3 in none.
PAIRED = Task(LABELS, COUNTS, (("anger", "disgust"), ("fear", "anger")))

every_loss = pytest.mark.parametrize(
    "factory", [part for _, part in LOSSES], ids=[name for name, _ in LOSSES]
)
every_task = pytest.mark.parametrize("task", [TASK, PAIRED], ids=["no pairs", "pairs"])


def random_logits() -> torch.Tensor:
    """Return double [6, 4]."""
    generator = torch.Generator().manual_seed(3)
    return 2 * torch.randn(6, 4, generator=generator, dtype=torch.float64)


@every_task
@every_loss
def test_gradient(factory: LossFactory, task: Task) -> None:
    """The gradient is that of the values, by finite differences."""
    loss = factory(task)
    logits = random_logits().requires_grad_()

    def value(x: torch.Tensor) -> torch.Tensor:
        return loss(x, TRUTH)

    assert torch.autograd.gradcheck(value, (logits,))


@every_task
@every_loss
@pytest.mark.parametrize("size", [1e4, -1e4, 0.0])
def test_extremes(factory: LossFactory, task: Task, size: float) -> None:
    """Loss and gradient stay finite however sure the net is, rightly or wrongly."""
    logits = torch.zeros(6, 4)
    logits[:, 0] = size
    logits.requires_grad_()
    loss = factory(task)(logits, TRUTH)
    loss.backward()
    assert torch.isfinite(loss)
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()


@every_task
@every_loss
def test_permutation(factory: LossFactory, task: Task) -> None:
    """Naming the labels in another order changes nothing."""
    order = torch.tensor([2, 0, 3, 1])  # new label i is the old label order[i]
    logits = random_logits()
    expected = factory(task)(logits, TRUTH)
    renamed = Task(
        labels=tuple(LABELS[i] for i in order),
        counts=tuple(COUNTS[i] for i in order),
        pairs=task.pairs,
    )
    permuted = factory(renamed)(logits[:, order], order.argsort()[TRUTH])
    torch.testing.assert_close(permuted, expected)


@every_task
@every_loss
def test_right_is_better(factory: LossFactory, task: Task) -> None:
    """A net that is right has a lower loss than one that is wrong."""
    loss = factory(task)
    right = torch.nn.functional.one_hot(TRUTH, 4).double()
    assert loss(right, TRUTH) < loss(right.roll(1, dims=1), TRUTH)


def softmax(z: np.ndarray) -> np.ndarray:
    """Return probabilities, float [photo, label]."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def truth_p(z: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return the probability of each photo's truth."""
    return softmax(z)[np.arange(len(t)), t]


def multi_label(z: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return one logistic loss a label."""
    one_hot, p = np.eye(4)[t], 1 / (1 + np.exp(-z))
    return -(one_hot * np.log(p) + (1 - one_hot) * np.log(1 - p)).mean()


def margin(z: np.ndarray, t: np.ndarray) -> float:
    """Return the sum of the hinges of the other labels, over the label count."""
    rows = [
        sum(max(0.0, 1 - row[truth] + row[other]) for other in range(4) if other != truth) / 4
        for row, truth in zip(z, t, strict=True)
    ]
    return float(np.mean(rows))


def smoothed(z: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return cross entropy against 0.9 one-hot + 0.1 / 4."""
    return -((0.9 * np.eye(4)[t] + 0.025) * np.log(softmax(z))).sum(axis=1).mean()


def weighted(z: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return the mean weighted by 100 / (4 * count)."""
    return np.average(-np.log(truth_p(z, t)), weights=100 / (4 * np.array(COUNTS)[t]))


def pair_focused(z: np.ndarray, t: np.ndarray) -> float:
    """Return cross entropy, and that within each pair that the photo's label stands in."""
    rivals = {0: (1, 2), 1: (0,), 2: (0,), 3: ()}
    p = softmax(z)
    rows = [
        -np.log(row[truth]) - sum(np.log(row[truth] / (row[truth] + row[r])) for r in rivals[truth])
        for row, truth in zip(p, t.tolist(), strict=True)
    ]
    return float(np.mean(rows))


FORMULAS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray | float]] = {
    "cross_entropy": lambda z, t: -np.log(truth_p(z, t)).mean(),
    "mse": lambda z, t: ((z - np.eye(4)[t]) ** 2).mean(),
    "multi_label_soft_margin": multi_label,
    "multi_margin": margin,
    "focal": lambda z, t: -((1 - truth_p(z, t)) ** 2 * np.log(truth_p(z, t))).mean(),
    "label_smoothing": smoothed,
    "weighted_cross_entropy": weighted,
    "pair_focused": pair_focused,
}


@pytest.mark.parametrize("name", LOSSES.names())
def test_formula(name: str) -> None:
    """The loss is its paper's formula, written again in NumPy."""
    logits = random_logits()
    loss = LOSSES.get(name)(PAIRED)(logits, TRUTH).item()
    assert loss == pytest.approx(float(FORMULAS[name](logits.numpy(), TRUTH.numpy())), rel=1e-9)


def test_absent_label() -> None:
    """A label without training photos does not make the weighted loss infinite."""
    loss = LOSSES.get("weighted_cross_entropy")(Task(LABELS[:3], (5, 0, 5)))
    assert torch.isfinite(loss(torch.zeros(2, 3), torch.tensor([0, 2])))


def test_without_pairs() -> None:
    """Where no pair is named, the pair-focused loss is plain cross entropy, to the last digit."""
    logits = random_logits()
    focused, plain = (LOSSES.get(name)(TASK) for name in ("pair_focused", "cross_entropy"))
    assert torch.equal(focused(logits, TRUTH), plain(logits, TRUTH))


def test_pair_named_twice() -> None:
    """A pair counts once, however often and in whichever order it is named."""
    logits, make = random_logits(), LOSSES.get("pair_focused")
    once = Task(LABELS, COUNTS, (("anger", "fear"),))
    twice = Task(LABELS, COUNTS, (("anger", "fear"), ("fear", "anger")))
    assert torch.equal(make(once)(logits, TRUTH), make(twice)(logits, TRUTH))


def test_pair_alone() -> None:
    """Beside its pair a photo pushes no other label: that part's gradient there is nothing."""
    logits = random_logits().requires_grad_()
    within = LOSSES.get("pair_focused")(PAIRED)(logits, TRUTH) - LOSSES.get("cross_entropy")(TASK)(
        logits, TRUTH
    )
    within.backward()
    assert logits.grad is not None
    moved = logits.grad.abs() > 1e-12
    assert moved[2].tolist() == [True, True, False, False]  # disgust, against anger alone
    assert not moved[1].any()  # happy stands in no pair


@pytest.mark.parametrize("pair", [("anger", "pain"), ("fear", "fear")])
def test_no_such_pair(pair: tuple[str, str]) -> None:
    """A pair that is not two of the labels is refused in one sentence that names them."""
    with pytest.raises(SettingsError, match=r"The pair .* \(anger, disgust, fear, happy\): name"):
        LOSSES.get("pair_focused")(Task(LABELS, COUNTS, (pair,)))

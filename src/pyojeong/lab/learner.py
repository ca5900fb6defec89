"""What a Run learns with: net, loss, optimizer, schedule and transform, on a device."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.swa_utils import update_bn
from typing_extensions import override

from pyojeong.core.errors import SettingsError
from pyojeong.lab.inference import Still, choose_device, features_of, to_device
from pyojeong.lab.losses import LOSSES, Loss, Task
from pyojeong.lab.models import MODELS, Net
from pyojeong.lab.optimizers import OPTIMIZERS
from pyojeong.lab.recipe import Precision, Run
from pyojeong.lab.scale import Scale, first_layer
from pyojeong.lab.schedules import SCHEDULES, Schedule
from pyojeong.lab.tensors import Stream, Tensors
from pyojeong.lab.transforms import TRANSFORMS, Transform, normalise
from pyojeong.lab.weights import Input, begin

Mixed = Literal["32-true", "bf16-mixed", "16-mixed"]


class Head(nn.Module):
    """A net's head alone: what its trunk makes of a photo in, logits [photo, label] out."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Return the logits; SqueezeNet's head ends in maps of one pixel."""
        return self.head(features).flatten(1)


@dataclass(frozen=True)
class Learner:
    """A Run's parts, ready to take steps.

    module: the whole net, whose state is kept. model: what a step calls, `module` or its head
    alone, as Fabric wraps it. optimizer: the plain one, whose state is kept; stepper: the same as
    Fabric wraps it. cached: the trunk is frozen and every epoch sees the same photos, so that
    their features are computed once and only the head is called. scale: that these features were
    brought to.
    """

    run: Run
    net: Net
    expected: Input
    fabric: Fabric
    precision: str
    module: nn.Module
    model: nn.Module
    optimizer: Optimizer
    stepper: Optimizer
    loss: Loss
    schedule: Schedule
    transform: Transform
    cached: bool
    scale: Scale | None = None

    @property
    def device(self) -> torch.device:
        """Where the net is."""
        return self.fabric.device

    @property
    def frozen(self) -> bool:
        """Whether only the head learns."""
        return self.run.training.trainable == "head"

    @property
    def head(self) -> nn.Module:
        """The part that another label set replaces."""
        return self.module.get_submodule(self.net.head)

    def train(self) -> None:
        """Set the net to training mode; a frozen trunk and folded batch norms stay in eval mode."""
        self.module.train(not self.frozen)
        self.head.train()
        if self.expected.folded:
            for part in self.module.modules():
                if isinstance(part, nn.BatchNorm2d):
                    part.eval()

    @torch.no_grad()
    def measure_norms(self, training: Tensors) -> None:
        """Measure the batch norms' means and variances on the training photos as they are.

        The running ones are a mean of some dozen last batches, of augmented photos: with weights
        that no longer change, the scores of two epochs still differ by their chance. Wu and Johnson
        2021, arXiv:2105.07576, section 3 ("PreciseBN"); a net sees other statistics in augmented
        photos than in those it is for: Touvron 2019, arXiv:1906.06423, section 3.
        """
        settings = self.run.training
        generator = torch.Generator().manual_seed(settings.seed)
        batches = training.shuffled(settings.batch, generator)
        update_bn((self.still(batch.pixels) for batch in batches), self.module)

    def eval(self) -> nn.Module:
        """Return in eval mode what makes logits of `still` inputs, in full precision."""
        self.module.eval()
        return Head(self.head) if self.cached else self.module

    def place(self, tensors: Tensors) -> Tensors:
        """Return the photos on the device: as features, if those are computed once.

        In full precision, as in `eval`: what is learnt from is what is validated on.
        """
        tensors = tensors.to(self.device)
        if not self.cached or tensors.features:
            return tensors
        return tensors.as_features(self.features(tensors))

    def features(self, tensors: Tensors) -> Tensor:
        """Return what the trunk makes of photos on the device, float [photo, ...]."""
        return features_of(self.module.eval(), self.net.head, self.photo, tensors)

    def scaled(self, training: Tensors) -> "Learner":
        """Return the learner whose head takes features at the scale of these, if they are any."""
        if not training.features or isinstance(training.pixels, Stream):
            return self
        scale = Scale.of(training.pixels)
        weight, bias = (self.module.get_parameter(f"{self.first}.{x}") for x in ("weight", "bias"))
        weight.data, bias.data = scale.unfold(weight.data, bias.data)
        return replace(self, scale=scale)

    def at_scale(self, tensors: Tensors) -> Tensors:
        """Return features at the learner's scale, and photos as they are."""
        if self.scale is None or isinstance(tensors.pixels, Stream):
            return tensors
        return tensors.as_features(self.scale.apply(tensors.pixels))

    @property
    def first(self) -> str:
        """The head's first layer, which the scale is folded into."""
        return first_layer(self.module, self.net.head)

    @property
    def whole(self) -> dict[str, Tensor]:
        """The state of the whole net, as it takes photos."""
        state = self.module.state_dict()
        return self.scale.folded(state, self.first) if self.scale else state

    @property
    def learning(self) -> dict[str, Tensor]:
        """The state of what learns: the whole net, or its head alone under a frozen trunk."""
        state = self.module.state_dict()
        if not self.cached:
            return state
        return {key: value for key, value in state.items() if key.startswith(f"{self.net.head}.")}

    @property
    def photo(self) -> Still:
        """What makes the net's input of photos, without chance."""
        return Still(self.run.training.size, self.expected.mean, self.expected.std)

    @property
    def still(self) -> Callable[[Tensor], Tensor]:
        """What makes `eval`'s input of a placed batch."""
        return torch.Tensor.float if self.cached else self.photo

    def inputs(self, pixels: Tensor, size: int, generator: torch.Generator) -> Tensor:
        """Return the model's input for a step on a placed batch, `size` pixels a side."""
        if self.cached:
            return pixels
        values = self.transform.apply(pixels, size, generator)
        return normalise(values, self.expected.mean, self.expected.std)


def set_up(run: Run, counts: Sequence[int], device: str) -> Learner:
    """Return a Run's parts as they are before its first step.

    Args:
        run: what to train.
        counts: training photos of each label.
        device: `auto`, `cpu` or `cuda`.

    Raises:
        UnknownNameError, SettingsError, WeightsError, NetworkError: as their parts raise them.
    """
    settings = run.training
    net, transform = MODELS.get(settings.model), TRANSFORMS.get(settings.augment)
    loss = LOSSES.get(settings.loss)(Task(run.labels, tuple(counts), settings.pairs))
    make_optimizer = OPTIMIZERS.get(settings.optimizer)
    schedule = SCHEDULES.get(settings.schedule)
    least = min(settings.size, *settings.smaller, settings.size)
    if least < net.smallest:
        raise SettingsError(
            f"{net.name} needs photos of {net.smallest} px or more, not {least}: set a larger size."
        )
    fabric, precision = make_fabric(device, settings.precision)
    module, expected = begin(settings, run.labels)
    module = to_device(module, fabric.device)
    cached = settings.trainable == "head" and not transform.random
    if settings.precise_norms and (expected.folded or settings.trainable == "head"):
        raise SettingsError(
            "precise_norms measures batch norms anew, and these stay as they are: leave it out."
        )
    if settings.trainable == "head":
        module.requires_grad_(requires_grad=False)
        module.get_submodule(net.head).requires_grad_()
    learning = Head(module.get_submodule(net.head)) if cached else module
    parameters = [p for p in module.parameters() if p.requires_grad]
    optimizer = make_optimizer(parameters, settings.learning_rate)
    model, stepper = fabric.setup(learning, optimizer)
    return Learner(
        run=run,
        net=net,
        expected=expected,
        fabric=fabric,
        precision=precision,
        module=module,
        model=model,
        optimizer=optimizer,
        stepper=stepper,
        loss=loss,
        schedule=schedule,
        transform=transform,
        cached=cached,
    )


def make_fabric(device: str, precision: Precision) -> tuple[Fabric, Mixed]:
    """Return Fabric on one device, and the precision it has.

    Raises:
        SettingsError: there is no such device here.
    """
    device = choose_device(device).type
    chosen = fastest(device) if precision == "auto" else precision
    logging.getLogger("lightning_fabric").setLevel(logging.WARNING)  # it would name the precision
    return Fabric(accelerator=device, devices=1, precision=chosen), chosen


def fastest(device: str) -> Mixed:
    """Return bf16 where the device multiplies it in hardware, else fp16 on a GPU, else fp32."""
    if device == "cuda":
        return "bf16-mixed" if torch.cuda.is_bf16_supported(False) else "16-mixed"
    return "bf16-mixed" if torch.cpu._is_avx512_bf16_supported() else "32-true"


@contextmanager
def reproducible(seed: int, device: str) -> Iterator[None]:
    """Seed torch for the block, with exact kernels on the CPU; all is as before afterwards."""
    exact = torch.are_deterministic_algorithms_enabled()
    # pyrefly: ignore[missing-attribute] - documented; the stub lacks it
    filled = torch.utils.deterministic.fill_uninitialized_memory
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        # Not on a GPU: it has no exact kernel for some poolings.
        torch.use_deterministic_algorithms(choose_device(device).type == "cpu")
        # pyrefly: ignore[missing-attribute] - documented; the stub lacks it
        torch.utils.deterministic.fill_uninitialized_memory = False  # costs time, mends nothing
        try:
            yield
        finally:
            torch.use_deterministic_algorithms(exact)
            # pyrefly: ignore[missing-attribute] - documented; the stub lacks it
            torch.utils.deterministic.fill_uninitialized_memory = filled


def generator_of(seed: int, epoch: int) -> torch.Generator:
    """Seed torch's own chance (dropout) for one epoch, and return a generator for all other."""
    own, other = np.random.SeedSequence([seed, epoch]).generate_state(2).tolist()
    torch.manual_seed(own)
    return torch.Generator().manual_seed(other)

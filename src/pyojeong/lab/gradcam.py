"""Grad-CAM: which places of a net's last maps speak for its answer.

Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization,
ICCV 2017, equations 1 and 2: each map is weighed with the mean gradient of the answer's logit in
it, and what is left of their sum above 0 is the heat.

Unlike hiding, it needs the net's insides, and looks at what speaks for the answer instead of what
becomes of it.
"""

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

# Cells a side. The paper takes the last maps, 7 x 7 at 224 px; a small input leaves 3 x 3 or less
# there, in which one cell holds brows and eyes, so the last maps that tell more are taken.
FINEST = 4


def grad_cam(net: nn.Module, head: str, values: Tensor, answer: int) -> npt.NDArray[np.float32]:
    """Return the heat, float32 [side, side], 0 to 1; 0 everywhere where nothing speaks for it.

    Args:
        net: in eval mode.
        head: name of the submodule that makes logits of the trunk's maps, as the registry has it.
        values: one photo, float [1, 3, side, side], normalised.
        answer: index of the label.
    """
    maps, logits = _last_maps(net, head, values)
    (gradients,) = torch.autograd.grad(logits[0, answer], maps)
    weights = gradients.mean(dim=(2, 3), keepdim=True)
    heat = (weights * maps).sum(dim=1, keepdim=True).relu().detach()
    whole = functional.interpolate(heat, values.shape[-2:], mode="bilinear", align_corners=False)
    return (whole / whole.max().clamp_min(torch.finfo(whole.dtype).tiny))[0, 0].cpu().numpy()


def _last_maps(net: nn.Module, head: str, values: Tensor) -> tuple[Tensor, Tensor]:
    """Return the trunk's last maps of FINEST cells a side or more, and the logits made of them.

    Whatever module makes them: in dense nets the last convolution adds but a few maps to many.
    Adaptive pooling may make many cells of few, and is not asked.
    """
    seen: list[Tensor] = []

    def look(_module: nn.Module, _inputs: object, output: object) -> None:
        if isinstance(output, Tensor) and output.ndim == 4 and min(output.shape[2:]) >= FINEST:
            seen[:] = [output]

    hooks = [
        module.register_forward_hook(look)
        for name, module in net.named_modules()
        if name and not _within(name, head) and not isinstance(module, nn.AdaptiveAvgPool2d)
    ]
    try:
        with torch.enable_grad():
            logits = net(values.requires_grad_())
    finally:
        for hook in hooks:
            hook.remove()
    return seen[0], logits


def _within(name: str, head: str) -> bool:
    return name == head or name.startswith(f"{head}.")

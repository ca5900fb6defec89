"""Two views of why a net of the lab answers as it does: parts hidden, and Grad-CAM beside it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from pyojeong.core.card import ModelCard
from pyojeong.core.errors import DataError
from pyojeong.core.images import Pixels, open_picture
from pyojeong.faces import naming, open_detector
from pyojeong.faces.crop import Crop, crop_face
from pyojeong.lab.gradcam import grad_cam
from pyojeong.lab.inference import Still, choose_device, load_net, predict_crops, to_device
from pyojeong.lab.models import MODELS
from pyojeong.lab.record import RunRecord
from pyojeong.recogniser.explain import Explanation, Floats, Place, explain
from pyojeong.recogniser.regions import parts_of


@dataclass(frozen=True, eq=False)
class Both:
    """What an answer hangs on, by both ways.

    explanation: by hiding. heat: Grad-CAM's, float32 [size, size], 0 to 1. within: how much of the
    heat lies in each part, 0 to 1; empty where nobody knows where the parts lie, or there is none.
    """

    explanation: Explanation
    heat: Floats
    within: dict[Place, float]


@dataclass(frozen=True, eq=False)
class Net:
    """A net of the lab in the clothes of the recogniser's Model."""

    module: nn.Module
    card: ModelCard
    device: str

    def probabilities(self, crops: Pixels) -> Floats:
        """Return float32 [crop, label] of uint8 [crop, size, size, 3] RGB."""
        return predict_crops(self.module, self.card, crops, device=self.device)


def explain_photo(
    record: RunRecord, photo: Path, *, weights: Path | None = None, device: str = "auto"
) -> Both:
    """Explain what a trained net says of a photo, cut as its card says.

    Args:
        record: of the net.
        photo: a file.
        weights: file of the face detector, where it needs one.
        device: `auto`, `cpu` or `cuda`.

    Raises:
        PictureError: the photo cannot be opened.
        DataError: no face was found in it, and the net was trained on faces alone.
    """
    module, card = load_net(record)
    pixels = open_picture(photo).pixels
    with naming(str(photo)):
        found = open_detector(card.crop.detector, weights).detect(pixels)
        crop = crop_face(pixels, found, card.crop)
    if crop is None:
        raise DataError(
            f"No face was found in {photo}, and this model was trained on faces alone: give a "
            "photo with a face that is larger, or seen from the front."
        )
    return explain_crop(Net(module, card, device), crop)


def explain_crop(net: Net, crop: Crop) -> Both:
    """Explain what a net says of a crop."""
    card = net.card
    explanation = explain(net, crop)
    device = choose_device(net.device)
    still = Still(card.size, card.mean, card.std)
    photo = torch.from_numpy(explanation.pixels).permute(2, 0, 1)[None].to(device)
    heat = grad_cam(
        to_device(net.module, device),
        MODELS.get(card.model).head,
        still(photo),
        card.labels.index(explanation.label),
    )
    return Both(explanation, heat, _within(heat, crop, card.size))


def _within(heat: Floats, crop: Crop, size: int) -> dict[Place, float]:
    """Return the share of the heat in each part; the rest lies elsewhere."""
    total = float(heat.sum())
    parts = parts_of(crop, size)
    if not parts or total == 0:
        return {}
    shares: dict[Place, float] = {
        part: float(heat[mask].sum()) / total for part, mask in parts.items()
    }
    return shares | {"elsewhere": max(0.0, 1 - float(np.sum(list(shares.values()))))}

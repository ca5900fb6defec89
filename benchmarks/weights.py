"""Are given weights loaded rightly? A frozen trunk and a linear layer on face crops say so.

    python benchmarks/weights.py PHOTOS --detector-weights yunet_n_640_640.onnx \
        densenet169=densenet169-imagenet-fp16.safetensors

For each NET=WEIGHTS: the trunk's features of every face, a linear layer by logistic regression,
five folds. On the 2024 study's 1,200 photos DenseNet-169 reaches about 0.68 and MobileNetV2 0.59;
a wrong normalisation, channel order or key costs several points.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from pyojeong.core.crops import CropSpec
from pyojeong.lab.inference import Still, features_of, to_device
from pyojeong.lab.learner import reproducible
from pyojeong.lab.models import MODELS
from pyojeong.lab.prepare import prepare
from pyojeong.lab.recipe import Training
from pyojeong.lab.statistics import wilson
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.weights import begin, parse_weights

FOLDS = 5
REGULARISATION = 0.001  # inverse strength: features outnumber photos


def main() -> None:
    """Print one line a net."""
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", help="data set, as `pyojeong prepare` takes it")
    parser.add_argument("nets", nargs="+", metavar="NET=WEIGHTS")
    parser.add_argument("--detector-weights", type=Path)
    parser.add_argument("--faces", type=Path, default=Path("runs/weights-faces"))
    options = parser.parse_args()
    crop = CropSpec(detector="yunet", margin=0.15, square=True, missing="skip")
    prepared = prepare(options.photos, crop, options.faces, weights=options.detector_weights)
    keys = tuple(prepared.rows[index].key for index in prepared.usable)
    photos = Tensors.of(prepared, keys, prepared.labels, crop.size)
    for net in options.nets:
        name, _equals, path = net.partition("=")
        features = frozen_features(name, path, prepared.labels, photos)
        accuracy = linear_accuracy(features, photos.truth.numpy())
        n = len(photos)
        interval = wilson(round(accuracy * n), n)
        print(
            f"{name}: accuracy {accuracy:.3f} ({interval.low:.3f} to {interval.high:.3f}), "
            f"{FOLDS} folds, n = {n} faces"
        )


def frozen_features(name: str, path: str, labels: tuple[str, ...], photos: Tensors) -> np.ndarray:
    """Return float [photo, feature], pooled where the trunk ends in maps."""
    with reproducible(0, "cpu"):
        module, expected = begin(Training(model=name, weights=parse_weights(path)), labels)
        module = to_device(module, torch.device("cpu")).eval()
        still = Still(photos.pixels[[0]].shape[-1], expected.mean, expected.std)
        features = features_of(module, MODELS.get(name).head, still, photos)
    return features.flatten(2).mean(dim=2).numpy() if features.ndim > 2 else features.numpy()


def linear_accuracy(features: np.ndarray, truth: np.ndarray) -> float:
    """Return the mean accuracy over the folds."""
    layer = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=500))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    return float(cross_val_score(layer, features, truth, cv=folds).mean())


if __name__ == "__main__":
    main()
